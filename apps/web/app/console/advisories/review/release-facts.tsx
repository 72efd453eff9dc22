import { useTranslations } from 'use-intl';
import type { LocalisedFragment, ReviewAdvisoryQuery } from '../../../api/gql/graphql';
import { LOCALE_FACTS, LOCALES } from '../../../i18n/locale';
import { Facts } from '../../../ui/static/parts';
import { SeverityTag } from '../../../ui/static/severity-tag';
import { TlpLabel } from '../../../ui/static/tlp-label';
import { AudienceNames } from '../audience-shown';

export type ReviewedText = NonNullable<NonNullable<ReviewAdvisoryQuery['advisory']>['inWork']>;

/** What goes out with the text and stands in no part of it: how much it asks of its readers, what it says that it changes, on whose word it is shared. */
export function ReleaseFacts({ inWork }: { readonly inWork: ReviewedText }) {
  const t = useTranslations('console.release');
  const kind = useTranslations('site.kind');
  const classes = useTranslations('console.update-class');
  const { number, severityReason, updateClass, summaryOfChanges, permission, sharedBefore } = inWork;
  return (
    <section>
      <h2>{t('title')}</h2>
      <Facts
        facts={[
          { name: t('revision'), value: number },
          { name: t('kind'), value: kind(inWork.kind) },
          { name: t('severity'), value: <SeverityTag severity={inWork.severity} /> },
          severityReason === null ? undefined : { name: t('severity-reason'), value: severityReason },
          number === 1 ? undefined : { name: t('class'), value: `${classes(`${updateClass}.name`)}: ${classes(`${updateClass}.text`)}` },
          summaryOfChanges === null ? undefined : { name: t('changes'), value: <InEachLanguage text={summaryOfChanges} /> },
          sharedBefore === null
            ? undefined
            : { name: number === 1 ? t('source-shared') : t('shared-before'), value: <SharedBefore before={sharedBefore} /> },
          permission === null
            ? undefined
            : { name: t('permission'), value: t('permission-text', { who: permission.grantedBy, where: permission.reference }) },
        ]}
      />
    </section>
  );
}

function SharedBefore({ before: { labelText, audience } }: { readonly before: NonNullable<ReviewedText['sharedBefore']> }) {
  return (
    <>
      <TlpLabel text={labelText} />
      {audience === null ? null : <AudienceNames audience={audience} />}
    </>
  );
}

/** Every language in which something is written, by its name. */
export function InEachLanguage({ text }: { readonly text: LocalisedFragment }) {
  return (
    <ul className="hl-plain-list">
      {LOCALES.map((locale) => {
        const { key, tag, name } = LOCALE_FACTS[locale];
        return text[key] == null || text[key] === '' ? null : (
          <li key={key}>
            <span lang={tag}>
              {name}: {text[key]}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
