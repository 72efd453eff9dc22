import { useTranslations } from 'use-intl';
import type { AdvisoryTextPartsFragment } from '../../api/gql/graphql';
import { vulnerabilityReferences } from './vulnerability-references';

type Text = AdvisoryTextPartsFragment;

const MOST_OF_VULNERABILITIES = 60;

export function References({ text }: { readonly text: Text }) {
  const t = useTranslations('members.advisory');
  const words = useTranslations('portal.alert.more-references');
  const { credits } = text;
  const others = vulnerabilityReferences(text);
  const references = [...text.references, ...others.slice(0, MOST_OF_VULNERABILITIES)];
  return (
    <>
      {references.length === 0 ? null : (
        <section>
          <h2 className="govuk-heading-m">{t('references')}</h2>
          <ul className="govuk-list govuk-list--bullet">
            {references.map(({ summary, url }, at) => (
              <li key={at}>
                {/^(?:https?|mailto):/u.test(url) ? (
                  <a className="govuk-link" href={url} rel="noreferrer">
                    {summary || url}
                  </a>
                ) : (
                  `${summary} ${url}`
                )}
              </li>
            ))}
          </ul>
          {others.length > MOST_OF_VULNERABILITIES ? (
            <p className="govuk-body">{words('more', { shown: MOST_OF_VULNERABILITIES, count: others.length })}</p>
          ) : null}
        </section>
      )}
      {credits.length === 0 ? null : <p className="govuk-body">{t('credits', { names: credits.join(', ') })}</p>}
    </>
  );
}
