import { useTranslations } from 'use-intl';
import type { AdvisoryBodyFragment } from '../../api/gql/graphql';
import { actionsOf } from '../../ui/advisory/actions';
import { FixText } from '../../ui/advisory/fix-text';
import { Prose } from './shown-text';

export const FIRST_STEPS = 3;

export function stepCount(text: AdvisoryBodyFragment): number {
  const { fixes, steps } = actionsOf(text);
  return fixes.length + steps.length;
}

/** What fixes it, then what the publisher recommends, from one place among these to another. */
export function Actions({ text, from, to }: { readonly text: AdvisoryBodyFragment; readonly from: number; readonly to?: number }) {
  const { fixes, steps } = actionsOf(text);
  const all = [
    ...fixes.map((fix) => <FixText fix={fix} isOneOfMany={fixes.length > 1} language={text.sourceLanguage} />),
    ...steps.map((step) => <Prose text={step} />),
  ];
  return all.slice(from, to).map((action, at) => <li key={at}>{action}</li>);
}

/** At most three steps; the others follow further down. */
export function WhatToDo({ text }: { readonly text: AdvisoryBodyFragment }) {
  const t = useTranslations('portal.alert');
  const count = stepCount(text);
  const canHelp =
    text.workarounds.length > 0 || text.remediations.some(({ category }) => category === 'mitigation' || category === 'workaround');
  return (
    <section aria-labelledby="do">
      <h2 className="govuk-heading-l" id="do">
        {t('do')}
      </h2>
      {count > 0 || canHelp ? null : <p className="govuk-body">{t('do-nothing-known')}</p>}
      <ol className="hl-actions">
        <Actions text={text} from={0} to={FIRST_STEPS} />
      </ol>
      {count > FIRST_STEPS ? (
        <p className="govuk-body">
          <a className="govuk-link" href="#more-steps">
            {t('more-steps')}
          </a>
        </p>
      ) : null}
      {count === 0 && canHelp ? (
        <p className="govuk-body">
          <a className="govuk-link" href="#cannot-patch">
            {t('parts.cannot-patch')}
          </a>
        </p>
      ) : null}
    </section>
  );
}
