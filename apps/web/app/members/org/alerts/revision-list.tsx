import { useTranslations } from 'use-intl';
import type { AdvisoryContentFragment } from '../../../api/gql/graphql';
import { choose } from '../../../i18n/localised';
import { Instant } from '../../../i18n/times';
import { useLocale } from '../../../i18n/use-locale';
import { Table } from '../../../ui/static/parts';
import { TlpLabel } from '../../../ui/static/tlp-label';

interface RevisionListProps {
  readonly trackingId: string;
  readonly history: AdvisoryContentFragment['history'];
}

/** What changed and when; each revision that the reader may see can be opened. */
export function RevisionList({ trackingId, history }: RevisionListProps) {
  const t = useTranslations('members.advisory');
  const locale = useLocale();
  return (
    <Table
      caption={t('history')}
      rows={[...history].reverse()}
      rowKey={({ id }) => id}
      columns={[
        {
          head: t('revision'),
          cell: ({ number }) => (
            <a className="govuk-link" href={`/org/alerts/${trackingId}/revisions/${number}`}>
              {t('revision-number', { number })}
            </a>
          ),
        },
        { head: t('published'), cell: ({ publishedAt }) => <Instant at={publishedAt} /> },
        { head: 'TLP', cell: ({ labelText }) => <TlpLabel text={labelText} /> },
        { head: t('class'), cell: ({ updateClass }) => t(`update-class.${updateClass}`) },
        {
          head: t('changes'),
          cell: ({ summaryOfChanges }) => {
            const { text, lang } = choose(summaryOfChanges, locale);
            return <span lang={lang}>{text}</span>;
          },
        },
      ]}
    />
  );
}
