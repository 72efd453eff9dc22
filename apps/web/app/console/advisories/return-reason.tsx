import { useTranslations } from 'use-intl';

/** What the worker writes where a release was not made (libs/advisories, ReleaseScheduled); everything else is what a person wrote. */
const NOT_RELEASED = /^The scheduled release was not made: (?<why>whoever scheduled it may not publish any more\.)?/u;

/** Why a text is with its author or under review again: in the words of who returned it, or, of a release that was not made, in the page's. */
export function ReturnReason({ reason }: { readonly reason: string }) {
  const t = useTranslations('console.return-reason');
  const release = NOT_RELEASED.exec(reason);
  const said = release === null ? reason : t(release.groups?.['why'] === undefined ? 'not-released' : 'approver');
  return (
    <section className="hl-note">
      <h2>{t('heading')}</h2>
      <p className="hl-kept-lines">{said}</p>
    </section>
  );
}
