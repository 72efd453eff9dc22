import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { ConsoleRow } from './advisories';

/** All that can be done with a row, in one menu; each leads to a page, where what cannot be undone is confirmed. */
export function RowMenu({ row: { trackingId, viewerCan, publishedAt, inWork } }: { readonly row: ConsoleRow }) {
  const t = useTranslations('console.advisory.pages');
  const list = useTranslations('console.list');
  const base = `/console/advisories/${trackingId}`;
  const steps = [
    { page: 'edit', isThere: viewerCan.edit },
    { page: 'review', isThere: inWork !== null },
    { page: 'publish', isThere: viewerCan.publish || viewerCan.cancelSchedule },
    { page: 'revise', isThere: viewerCan.revise },
    { page: 'revisions', isThere: publishedAt !== null },
    { page: 'deliveries', isThere: publishedAt !== null },
    { page: 'withdraw', isThere: viewerCan.withdraw },
  ] as const;
  return (
    <details className="hl-menu">
      <summary>
        {list('menu')} <span className="govuk-visually-hidden">{trackingId}</span>
      </summary>
      <ul>
        {steps.map(({ page, isThere }) =>
          isThere ? (
            <li key={page}>
              <Link to={`${base}/${page}`}>{t(page)}</Link>
            </li>
          ) : null,
        )}
      </ul>
    </details>
  );
}
