import { useTranslations } from 'use-intl';
import type { ConcerningQuery } from '../../../api/gql/graphql';
import { MemberAlertCard } from '../alerts/member-alert';

/** What the criteria would have matched, of what the reader may see, with the reasons: nothing is saved yet. */
export function Preview({ preview }: { readonly preview: ConcerningQuery['previewCriteria'] | undefined }) {
  const t = useTranslations('members.preview');
  if (preview === undefined) return null;
  const shown = preview.newest.flatMap(({ advisory, reasons }) => (advisory === null ? [] : [{ advisory, reasons }]));
  return (
    <section className="hl-preview" id="preview" aria-labelledby="preview-title">
      <h2 className="govuk-heading-m" id="preview-title">
        {t(preview.isMore ? 'more' : 'count', { count: preview.count })}
      </h2>
      <p className="govuk-body">{t('not-saved')}</p>
      <ul className="hl-cards">
        {shown.map(({ advisory, reasons }) => (
          <MemberAlertCard key={advisory.trackingId} alert={advisory} reasons={reasons} />
        ))}
      </ul>
      {preview.count > shown.length ? <p className="govuk-body">{t('newest', { count: shown.length })}</p> : null}
    </section>
  );
}
