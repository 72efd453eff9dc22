import { useTranslations } from 'use-intl';
import type { AdvisoryBodyFragment } from '../../api/gql/graphql';
import { vulnerabilityReferences } from '../../ui/advisory/vulnerability-references';

const SHOWN = 60;
const SHOWN_CVES = 5;

/** Where to read more: on the whole, then of single vulnerabilities. */
export function References({ text }: { readonly text: AdvisoryBodyFragment }) {
  const t = useTranslations('portal.alert.more-references');
  const others = vulnerabilityReferences(text);
  return (
    <>
      <ul className="govuk-list govuk-list--bullet">
        {text.references.map((reference) => (
          <li key={reference.url}>
            <Address {...reference} />
          </li>
        ))}
      </ul>
      {others.length === 0 ? null : (
        <>
          <h3 className="govuk-heading-m">{t('of-vulnerabilities')}</h3>
          <ul className="govuk-list govuk-list--bullet">
            {others.slice(0, SHOWN).map(({ cves, ...reference }) => (
              <li key={reference.url}>
                <Address {...reference} /> {cves.slice(0, SHOWN_CVES).join(', ')}
                {cves.length > SHOWN_CVES ? ' …' : ''}
              </li>
            ))}
          </ul>
          {others.length > SHOWN ? <p className="govuk-body">{t('more', { shown: SHOWN, count: others.length })}</p> : null}
        </>
      )}
    </>
  );
}

function Address({ url, summary }: { readonly url: string; readonly summary: string }) {
  if (!/^https?:\/\//u.test(url)) return `${summary} ${url}`;
  return (
    <a className={summary ? 'govuk-link' : 'govuk-link hl-address'} href={url} rel="noopener noreferrer nofollow">
      {summary || url}
    </a>
  );
}
