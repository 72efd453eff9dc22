import { Form } from 'react-router';
import { useTranslations } from 'use-intl';
import { Instant } from '../../i18n/times';
import { Button } from '../../ui/static/button';
import { SelectField, TextAreaField } from '../../ui/static/field';
import type { ConsoleAdvisory } from './advisory';
import { useBlockName } from './block-name';
import { COMMENT_READERS } from './vocabulary';

/** What the desks said about its texts, the oldest first, and a place to say more. The form is answered by the page's overview. */
export function Comments({ advisory: { trackingId, comments, viewerCan } }: { readonly advisory: ConsoleAdvisory }) {
  const t = useTranslations('console.comments');
  return (
    <section>
      <h2>{t('title', { count: comments.length })}</h2>
      <CommentList comments={comments} />
      {viewerCan.comment ? (
        <details className="govuk-details">
          <summary className="govuk-details__summary">
            <span className="govuk-details__summary-text">{t('add')}</span>
          </summary>
          <CommentForm trackingId={trackingId} name="comment" />
        </details>
      ) : null}
    </section>
  );
}

export function CommentList({ comments }: { readonly comments: ConsoleAdvisory['comments'] }) {
  const t = useTranslations('console.comments');
  const blockName = useBlockName();
  return (
    <ul className="hl-comments">
      {comments.map(({ id, block, body, readers, writtenAt, author }) => (
        <li key={id}>
          <p className="hl-comments__by">
            <strong>{author?.name ?? t('somebody')}</strong> · <Instant at={writtenAt} />
            {block === null ? null : ` · ${blockName(block)}`}
            {readers === 'DESKS' ? null : (
              <>
                {' · '}
                <strong>{t(`readers.${readers}`)}</strong>
              </>
            )}
          </p>
          <p className="hl-kept-lines">{body}</p>
        </li>
      ))}
    </ul>
  );
}

export function CommentForm({ trackingId, name, block }: { readonly trackingId: string; readonly name: string; readonly block?: string }) {
  const t = useTranslations('console.comments');
  return (
    <Form method="post" action={`/console/advisories/${trackingId}?index`} preventScrollReset>
      {block === undefined ? null : <input type="hidden" name="block" value={block} />}
      <input type="hidden" name="do" value="comment" />
      <input type="hidden" name="field" value={name} />
      <TextAreaField name={name} label={t('body')} rows={3} maxLength={5_000} required />
      <SelectField
        name={`${name}-readers`}
        label={t('who')}
        choices={COMMENT_READERS.map((value) => ({ value, label: t(`readers.${value}`) }))}
      />
      <Button look="secondary">{t('send')}</Button>
    </Form>
  );
}
