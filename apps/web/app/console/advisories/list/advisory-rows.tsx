import { Link, useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { choose } from '../../../i18n/localised';
import { Instant } from '../../../i18n/times';
import { useLocale } from '../../../i18n/use-locale';
import { SeverityTag } from '../../../ui/static/severity-tag';
import { Paging, Table } from '../../../ui/static/parts';
import type { Column } from '../../../ui/static/parts';
import { TlpLabel } from '../../../ui/static/tlp-label';
import type { ConsoleRow } from './advisories';
import { isNarrowed, keptQuery } from './list-filter';
import type { ListTab } from './list-filter';
import { RowMenu } from './row-menu';
import { useRowKeys } from './use-row-keys';

interface AdvisoryRowsProps {
  readonly tab: ListTab;
  readonly rows: readonly ConsoleRow[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export function AdvisoryRows({ tab, rows, pageInfo }: AdvisoryRowsProps) {
  const t = useTranslations('console.list');
  const states = useTranslations('console.list.caption');
  const [search] = useSearchParams();
  const columns = useColumns(tab);
  const box = useRowKeys();
  const kept = keptQuery(search);
  const first = search.has('after') ? `?${kept}` : undefined;
  const next = pageInfo.hasNextPage && pageInfo.endCursor !== null ? `?${kept}&after=${encodeURIComponent(pageInfo.endCursor)}` : undefined;
  if (rows.length === 0) {
    return (
      <>
        <p className="hl-empty">{isNarrowed(search) ? t('empty-filtered') : t('empty')}</p>
        <Paging first={first} next={undefined} />
      </>
    );
  }
  return (
    <div ref={box} className="hl-rows">
      <Table caption={states(tab)} columns={columns} rows={rows} rowKey={({ id }) => id} />
      <p className="govuk-hint hl-keys">{t('keys')}</p>
      <Paging first={first} next={next} />
    </div>
  );
}

function useColumns(tab: ListTab): Column<ConsoleRow>[] {
  const t = useTranslations('console.list');
  const locale = useLocale();
  return [
    {
      head: t('advisory'),
      cell: ({ trackingId, title }) => {
        const chosen = choose(title, locale);
        return (
          <>
            <Link className="hl-rows__link" to={`/console/advisories/${trackingId}`}>
              {trackingId}
            </Link>
            <br />
            <span lang={chosen.lang}>{chosen.text}</span>
          </>
        );
      },
    },
    { head: t('severity'), cell: ({ severity, inWork }) => <SeverityTag severity={inWork?.severity ?? severity} /> },
    {
      head: t('label'),
      cell: ({ labelText, inWork }) => {
        const text = inWork?.labelText ?? labelText;
        return text === null ? '–' : <TlpLabel text={text} />;
      },
    },
    { head: t(`when.${tab}`), cell: (row) => <When tab={tab} row={row} /> },
    { head: t('menu'), cell: (row) => <RowMenu row={row} /> },
  ];
}

function When({ tab, row: { publishedAt, withdrawnAt, inWork } }: { readonly tab: ListTab; readonly row: ConsoleRow }) {
  const at = tab === 'scheduled' ? inWork?.scheduledFor : (inWork?.savedAt ?? (tab === 'withdrawn' ? withdrawnAt : publishedAt));
  return (
    <>
      {at == null ? '–' : <Instant at={at} />}
      {inWork?.author == null ? null : (
        <>
          <br />
          {inWork.author.name}
        </>
      )}
    </>
  );
}
