import { useTranslations } from 'use-intl';
import type { AdvisoryBodyFragment } from '../../api/gql/graphql';
import { Prose } from './shown-text';

export const FIRST_STEPS = 3;

/** The fixes that a vendor names, where the publisher wrote no steps. */
export function vendorFixes({ remediations }: AdvisoryBodyFragment): readonly string[] {
  return remediations.filter(({ category }) => category === 'vendor_fix').map(({ details }) => details);
}

/** At most three steps; the others follow further down. */
export function WhatToDo({ text }: { readonly text: AdvisoryBodyFragment }) {
  const t = useTranslations('portal.alert');
  const fixes = vendorFixes(text);
  const hasMore = text.recommendation.length > FIRST_STEPS;
  return (
    <section aria-labelledby="do">
      <h2 className="govuk-heading-l" id="do">
        {t('do')}
      </h2>
      {text.recommendation.length + fixes.length === 0 ? <p className="govuk-body">{t('do-nothing-known')}</p> : null}
      <ol className="hl-actions">
        {text.recommendation.slice(0, FIRST_STEPS).map((step, at) => (
          <li key={at}>
            <Prose text={step} />
          </li>
        ))}
        {text.recommendation.length > 0
          ? null
          : fixes.slice(0, FIRST_STEPS).map((fix) => (
              <li key={fix} lang="en">
                {fix}
              </li>
            ))}
      </ol>
      {hasMore ? (
        <p className="govuk-body">
          <a className="govuk-link" href="#more-steps">
            {t('more-steps')}
          </a>
        </p>
      ) : null}
    </section>
  );
}
