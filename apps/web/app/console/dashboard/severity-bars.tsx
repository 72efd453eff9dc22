import { useTranslations } from 'use-intl';
import { Table } from '../../ui/static/parts';
import { useLocale } from '../../i18n/use-locale';
import { dayText } from '../../i18n/times';
import type { DayOfAlerts } from './alerts-by-day.server';

const STACK = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;
const WIDTH = 720;
const HEIGHT = 160;
const GAP = 4;

/** Alerts by severity, a bar a day; the figures stand in a table below it. */
export function SeverityBars({ days, isMore }: { readonly days: readonly DayOfAlerts[]; readonly isMore: boolean }) {
  const t = useTranslations('console.dashboard');
  const words = useTranslations('site.severity');
  const locale = useLocale();
  const total = (day: DayOfAlerts) => STACK.reduce((sum, severity) => sum + day[severity], 0);
  const all = days.reduce((sum, day) => sum + total(day), 0);
  const named = days.filter((day) => total(day) > 0).map((day) => ({ ...day, name: dayText(`${day.day}T12:00:00+08:00`, locale) }));
  return (
    <figure className="hl-chart">
      <figcaption>
        <h2>{t('alerts', { count: all })}</h2>
      </figcaption>
      <Bars days={days} name={t('alerts', { count: all })} />
      <ul className="hl-legend">
        {STACK.map((severity) => (
          <li key={severity}>
            <svg viewBox="0 0 12 12" aria-hidden="true">
              <rect className={`hl-bar hl-bar--${severity.toLowerCase()}`} width="12" height="12" />
            </svg>
            {words(severity)}
          </li>
        ))}
      </ul>
      {isMore ? <p>{t('more-alerts')}</p> : null}
      <details className="govuk-details">
        <summary className="govuk-details__summary">
          <span className="govuk-details__summary-text">{t('figures')}</span>
        </summary>
        <Table
          caption={t('figures')}
          rows={named}
          rowKey={({ day }) => day}
          columns={[
            { head: t('day'), cell: ({ name }) => name },
            ...STACK.map((severity) => ({ head: words(severity), cell: (day: DayOfAlerts) => day[severity], isNumeric: true })),
          ]}
        />
      </details>
    </figure>
  );
}

function Bars({ days, name }: { readonly days: readonly DayOfAlerts[]; readonly name: string }) {
  const highest = Math.max(1, ...days.map((day) => STACK.reduce((sum, severity) => sum + day[severity], 0)));
  const width = WIDTH / days.length;
  return (
    <svg className="hl-bars" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={name}>
      {days.map((day, at) => {
        let bottom = HEIGHT;
        return STACK.map((severity) => {
          const height = (day[severity] / highest) * HEIGHT;
          bottom -= height;
          if (height === 0) return null;
          return (
            <rect
              key={`${day.day} ${severity}`}
              className={`hl-bar hl-bar--${severity.toLowerCase()}`}
              x={at * width}
              y={bottom}
              width={width - GAP}
              height={height}
            />
          );
        });
      })}
      <line className="hl-bars__ground" x1="0" x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
    </svg>
  );
}
