import { useTranslations } from 'use-intl';
import { choose } from '../../i18n/localised';
import { useLocale } from '../../i18n/use-locale';
import { Facts } from '../../ui/static/parts';
import type { ReportFieldsProps } from './report-fields';
import { FIELDS_OF, REPORTERS, STEPS } from './report-steps';

const NAMED = [
  'whatHappened',
  'affected',
  'happenedAt',
  'reporter',
  'awareAt',
  'disrupts',
  'contactName',
  'contactEmail',
  'contactPhone',
  'mayShare',
] as const;
type Named = (typeof NAMED)[number];

/** Everything that will be sent, with a way back to each page. */
export function ReportCheck({ kinds, answers }: ReportFieldsProps) {
  const t = useTranslations('portal.report');
  const locale = useLocale();
  const valueOf = (name: Named): string => {
    const value = answers[name] ?? '';
    const reporter = REPORTERS.find((each) => each === value);
    if (name === 'reporter') return reporter === undefined ? '' : t(`reporters.${reporter}`);
    if (name === 'mayShare' || name === 'disrupts') return value === '' ? '' : t(value === 'yes' ? 'yes' : 'no');
    return value.replace('T', name.endsWith('At') ? ' ' : 'T');
  };
  const kind = choose(kinds.find(({ class: code }) => code === answers['class'])?.title, locale);
  return (
    <>
      <h1 className="govuk-heading-l">{t('steps.check')}</h1>
      {STEPS.slice(0, -1).map((step) => (
        <section key={step} aria-labelledby={`check-${step}`}>
          <h2 className="govuk-heading-s" id={`check-${step}`}>
            {t(`steps.${step}`)}
          </h2>
          <Facts
            facts={
              step === 'class'
                ? [{ name: t('fields.class'), value: <span lang={kind.lang}>{kind.text}</span> }]
                : NAMED.filter((name) => FIELDS_OF[step].includes(name)).map((name) => ({
                    name: t(`fields.${name}`),
                    value: valueOf(name) === '' ? t('not-said') : <span className="hl-typed">{valueOf(name)}</span>,
                  }))
            }
          />
          <p className="govuk-body">
            <button type="submit" name="go" value={`to-${step}`} className="hl-link-button hl-link-button--text">
              {t('change', { step: t(`steps.${step}`) })}
            </button>
          </p>
        </section>
      ))}
      <p className="govuk-body">{t('who-reads')}</p>
    </>
  );
}
