import type { AdvisoryAboutFragment, AdvisoryBodyFragment } from '../../api/gql/graphql';
import { useLocale, useLocaleFacts } from '../../i18n/use-locale';
import { useSite } from '../../ui/site';

/** For search engines (schema.org, JSON-LD): a block of data, which no browser runs, so the policy that forbids scripts lets it be. */
export function StructuredData({ about, text }: { readonly about: AdvisoryAboutFragment; readonly text: AdvisoryBodyFragment }) {
  const site = useSite();
  const locale = useLocale();
  const { tag } = useLocaleFacts();
  const json = JSON.stringify({
    '@context': 'https://schema.org',
    '@type': 'TechArticle',
    headline: text.title.text,
    description: text.summary.text,
    identifier: about.trackingId,
    inLanguage: tag,
    datePublished: about.publishedAt,
    dateModified: about.updatedAt ?? about.publishedAt,
    publisher: { '@type': 'GovernmentOrganization', name: about.publisher?.text },
    mainEntityOfPage: `${site}/${locale}/alerts/${about.trackingId}`,
  });
  // No text may end the block that it stands in.
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json.replaceAll('<', '\\u003c') }} />;
}
