import { Form, Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { Instant } from '../../../i18n/times';
import { Button } from '../../../ui/static/button';
import type { ConsoleAdvisory } from '../advisory';
import { Comments } from '../comments';
import { ReturnReason } from '../return-reason';
import { linkTo } from './edit-sections';
import { useBlockerText } from './blocker-text';

/** Beside the editor: where the draft stands, what keeps it from being published, what was said about it. */
export function Rail({ advisory }: { readonly advisory: ConsoleAdvisory }) {
  const t = useTranslations('console.rail');
  const { inWork, viewerCan } = advisory;
  if (inWork === null) return null;
  return (
    <aside className="hl-editor__rail" aria-label={t('label')}>
      {inWork.returnReason === null ? null : <ReturnReason reason={inWork.returnReason} />}
      <Blockers advisory={advisory} />
      <div className="hl-actions">
        {viewerCan.submit ? (
          <Button form="section" name="do" value="submit">
            {t('submit')}
          </Button>
        ) : null}
        <p className="govuk-hint">{t('submit-hint')}</p>
      </div>
      <Comments advisory={advisory} />
      {viewerCan.discard ? <Discard /> : null}
      <p className="govuk-hint">
        {t('begun')} {inWork.author?.name ?? t('imported')} · {t('last-saved')} <Instant at={inWork.savedAt} />
      </p>
    </aside>
  );
}

export function Blockers({ advisory: { trackingId, inWork, source } }: { readonly advisory: ConsoleAdvisory }) {
  const t = useTranslations('console.rail');
  const text = useBlockerText();
  const blockers = inWork?.blockers ?? [];
  return (
    <section>
      <h2>{t('blockers')}</h2>
      {blockers.length === 0 ? <p className="hl-good">{t('no-blockers')}</p> : null}
      <ul className="hl-blockers">
        {blockers.map(({ path, expected }) => (
          <li key={path}>
            <Link to={linkTo(trackingId, path)}>{text(path, expected, source === null || (inWork?.number ?? 1) > 1)}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A step that cannot be undone is opened first and confirmed then, with scripts and without. */
function Discard() {
  const t = useTranslations('console.rail');
  return (
    <details className="govuk-details">
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{t('discard')}</span>
      </summary>
      <div className="govuk-details__text">
        <p>{t('discard-text')}</p>
        <Form method="post">
          <Button look="warning" name="do" value="discard">
            {t('discard-sure')}
          </Button>
        </Form>
      </div>
    </details>
  );
}
