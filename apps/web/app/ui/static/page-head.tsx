import { LOCALE_FACTS, LOCALES } from '../../i18n/locale';
import { useLocale } from '../../i18n/use-locale';
import { useSite } from '../site';
import { FeedDiscovery } from './feed-discovery';

interface PageHeadProps {
  readonly title: string;
  readonly description: string;
  /** After the language; the same page stands under it in every language. */
  readonly path: string;
  readonly isIndexed?: boolean;
}

/** Title, description (Open Graph too), canonical address, feeds and the same page in other languages. React puts these into the head. */
export function PageHead({ title, description, path, isIndexed = true }: PageHeadProps) {
  const locale = useLocale();
  const site = useSite();
  return (
    <>
      <title>{`${title} – Harbourlight`}</title>
      <meta name="description" content={description} />
      {isIndexed ? null : <meta name="robots" content="noindex" />}
      <link rel="canonical" href={`${site}/${locale}${path}`} />
      {LOCALES.map((each) => (
        <link key={each} rel="alternate" hrefLang={LOCALE_FACTS[each].tag} href={`${site}/${each}${path}`} />
      ))}
      <link rel="alternate" hrefLang="x-default" href={`${site}/en${path}`} />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:type" content="website" />
      <meta property="og:site_name" content="Harbourlight" />
      <meta property="og:url" content={`${site}/${locale}${path}`} />
      <FeedDiscovery />
    </>
  );
}
