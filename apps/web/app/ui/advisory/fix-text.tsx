import { useTranslations } from 'use-intl';
import type { Language } from '../../api/gql/graphql';
import { useLangOfSource } from './lang-of-source';

const NAMED_PRODUCTS = 3;

interface Fix {
  readonly details: string;
  readonly url: string | null;
  readonly products: readonly string[];
}

interface FixTextProps {
  readonly fix: Fix;
  /** Whether there are others, so that a reader must know which is theirs. */
  readonly isOneOfMany: boolean;
  readonly language: Language;
}

/** A fix in the words of its source, for what it is, and where it is had. */
export function FixText({ fix: { details, url, products }, isOneOfMany, language }: FixTextProps) {
  const t = useTranslations('portal.alert.fix');
  const lang = useLangOfSource(language);
  const named = products.slice(0, NAMED_PRODUCTS).join(', ');
  return (
    <>
      <span className="hl-source-note" lang={lang}>
        {details}
      </span>
      {isOneOfMany && products.length > 0 ? (
        <div>
          {products.length > NAMED_PRODUCTS
            ? t('for-more', { products: named, count: products.length - NAMED_PRODUCTS })
            : t('for', { products: named })}
        </div>
      ) : null}
      <SourceAddress url={url} />
    </>
  );
}

/** Where a remediation is had. An address that a browser would not follow safely is text. */
export function SourceAddress({ url }: { readonly url: string | null }) {
  if (url === null) return null;
  return (
    <div>
      {/^https?:\/\//u.test(url) ? (
        <a className="govuk-link hl-address" href={url} rel="noopener noreferrer nofollow">
          {url}
        </a>
      ) : (
        url
      )}
    </div>
  );
}
