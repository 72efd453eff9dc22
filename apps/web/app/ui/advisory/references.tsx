import { useTranslations } from 'use-intl';
import type { AdvisoryTextPartsFragment } from '../../api/gql/graphql';

type Text = AdvisoryTextPartsFragment;

export function References({ references, credits }: Pick<Text, 'references' | 'credits'>) {
  const t = useTranslations('members.advisory');
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
                    {summary}
                  </a>
                ) : (
                  `${summary} ${url}`
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {credits.length === 0 ? null : <p className="govuk-body">{t('credits', { names: credits.join(', ') })}</p>}
    </>
  );
}
