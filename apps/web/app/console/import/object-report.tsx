import { useTranslations } from 'use-intl';
import type { ObjectTreatment } from '../../api/gql/graphql';
import { Table } from '../../ui/static/parts';
import type { ImportedObject, ImportResult } from './import-document.server';

const TREATMENTS = ['REFUSED', 'KEPT', 'USED'] as const satisfies readonly ObjectTreatment[];

interface ObjectReportProps {
  readonly place: string;
  readonly objects: readonly ImportedObject[];
  readonly counts: Readonly<Record<ObjectTreatment, number>>;
}

export function ObjectReports({ results }: { readonly results: readonly ImportResult[] }) {
  const t = useTranslations('console.import.objects');
  const told = results.flatMap((result, at) => (result.outcome !== 'REFUSED' && result.objects.length > 0 ? [{ ...result, at }] : []));
  if (told.length === 0) return null;
  return (
    <>
      <h3>{t('heading')}</h3>
      {told.map(({ at, place, objects, counts }) => (
        <ObjectReport key={at} {...{ place, objects, counts }} />
      ))}
    </>
  );
}

/** What was done with each object of a STIX or MISP document: nothing is dropped silently. It opens by itself where something was refused. */
function ObjectReport({ place, objects, counts }: ObjectReportProps) {
  const t = useTranslations('console.import.objects');
  const all = TREATMENTS.reduce((sum, treatment) => sum + counts[treatment], 0);
  if (all === 0) return null;
  const numbers = TREATMENTS.filter((treatment) => counts[treatment] > 0).map((treatment) =>
    t(`counts.${treatment}`, { count: counts[treatment] }),
  );
  return (
    <details className="govuk-details" open={counts.REFUSED > 0}>
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{t('title', { place, count: all, numbers: numbers.join(', ') })}</span>
      </summary>
      <Table
        caption={t('caption', { place })}
        rows={objects}
        rowKey={({ place: where, type, id }) => `${where} ${type} ${id ?? ''}`}
        columns={[
          { head: t('treatment'), cell: ({ treatment }) => <strong className="hl-unbroken">{t(`treatments.${treatment}`)}</strong> },
          { head: t('type'), cell: ({ type }) => <code className="hl-unbroken">{type}</code> },
          { head: t('name'), cell: ({ name, id }) => <span className="hl-broken">{name ?? id ?? '–'}</span> },
          {
            head: t('detail'),
            cell: ({ detail }) => (
              <span lang={detail.lang} className="hl-broken">
                {detail.text}
              </span>
            ),
          },
          { head: t('place'), cell: ({ place: where }) => <code className="hl-unbroken">{where}</code> },
        ]}
      />
      {objects.length < all ? <p>{t('more', { count: all - objects.length })}</p> : null}
    </details>
  );
}
