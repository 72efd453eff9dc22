import { Form, Link, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/review';
import { mutate, notFound, query } from '../../../api/api.server';
import { ReturnAdvisoryDocument, ReviewAdvisoryDocument } from '../../../api/gql/graphql';
import { textIn } from '../../../forms/form.server';
import { refuseInWords } from '../../../forms/refuse-in-words.server';
import { isLocale, LOCALE_FACTS, LOCALES } from '../../../i18n/locale';
import type { Locale } from '../../../i18n/locale';
import { useLocale } from '../../../i18n/use-locale';
import { ConsolePage } from '../../../ui/console/console-page';
import { Button } from '../../../ui/static/button';
import { TextAreaField } from '../../../ui/static/field';
import { useAdvisory } from '../advisory';
import { afterStep } from '../after-step.server';
import { AudienceShown } from '../audience-shown';
import type { AdvisoryContext } from '../advisory';
import { useBlockName } from '../block-name';
import type { Block } from '../block-name';
import { CommentForm, CommentList } from '../comments';
import { Blockers } from '../edit/rail';
import { codeWords } from './code-words.server';
import type { Comparable } from './comparable.server';
import { Differences } from './difference';
import { differencesBetween } from './difference.server';
import { ReleaseFacts } from './release-facts';
import type { ReviewedText } from './release-facts';
import { RenderedText } from './rendered-text';
import type { Told } from '../../../ui/static/told-text';

export async function loader({ request, params }: Route.LoaderArgs) {
  const { advisory } = await query(request, ReviewAdvisoryDocument, { trackingId: params.id });
  if (advisory === null) return notFound();
  if (advisory.inWork === null) return redirect(`/console/advisories/${params.id}`);
  const { text, inWork } = advisory;
  const shown = new URL(request.url).searchParams.get('in') ?? undefined;
  return {
    inWork,
    // Only a reader of the published text is shown what differs from it.
    differences: text === null ? undefined : differencesFrom({ ...advisory, text }, inWork, request),
    shown: isLocale(shown) ? shown : undefined,
  };
}

function differencesFrom(published: Omit<Comparable, 'audience'>, inWork: ReviewedText, request: Request) {
  const audience = inWork.sharedBefore?.audience;
  const isKnown = audience != null;
  const before = { ...published, audience };
  return differencesBetween(before, isKnown ? inWork : { ...inWork, audience: null }, codeWords(request));
}

/** Back to its author, with the reason. */
export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData();
  const input = { trackingId: params.id, reason: textIn(form, 'reason') };
  const { refusal } = await mutate(request, ReturnAdvisoryDocument, { input });
  if (refusal !== undefined) return refuseInWords(request, refusal, form, { reason: 'reason' });
  return afterStep(request, params.id, 'returned');
}

export default function Review({ loaderData: { inWork, differences, shown }, actionData }: Route.ComponentProps) {
  const t = useTranslations('console.review');
  const context = useAdvisory();
  const { advisory } = context;
  const own = useLocale();
  const locale = shown ?? own;
  const comments = (block: Block) => <BlockComments block={block} context={context} />;
  return (
    <ConsolePage title={t('title', { id: advisory.trackingId })} errors={actionData?.errors}>
      <Decision context={context} error={actionData?.errors['reason']} typed={actionData?.typed['reason']} />
      <Blockers advisory={advisory} />
      <AudienceShown text={inWork} me={context.me} />
      <ReleaseFacts inWork={inWork} />
      {differences === undefined ? (
        <p>{inWork.number === 1 ? t('first') : t('unread-before', { number: inWork.number - 1 })}</p>
      ) : (
        <section>
          <h2>{t('difference', { number: inWork.number - 1 })}</h2>
          <Differences differences={differences} />
        </section>
      )}
      <section>
        <h2>{t('rendered')}</h2>
        <Languages locale={locale} />
        <RenderedText text={inWork.text} locale={locale} indicators={inWork.indicators} under={comments} />
      </section>
    </ConsolePage>
  );
}

function Languages({ locale }: { readonly locale: Locale }) {
  const t = useTranslations('site');
  return (
    <nav className="hl-tabs hl-tabs--inner" aria-label={t('languages')}>
      <ul>
        {LOCALES.map((each) => (
          <li key={each}>
            <Link
              to={`?in=${each}`}
              lang={LOCALE_FACTS[each].tag}
              className={each === locale ? 'active' : undefined}
              aria-current={each === locale ? 'true' : undefined}
              preventScrollReset
            >
              {LOCALE_FACTS[each].name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function BlockComments({ block, context: { advisory } }: { readonly block: Block; readonly context: AdvisoryContext }) {
  const t = useTranslations('console.review');
  const blockName = useBlockName();
  const own = advisory.comments.filter((comment) => comment.block === block);
  if (!advisory.viewerCan.comment) return null;
  return (
    <details className="govuk-details hl-block-comments" open={own.length > 0}>
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{t('comment', { block: blockName(block), count: own.length })}</span>
      </summary>
      <CommentList comments={own} />
      <CommentForm trackingId={advisory.trackingId} name={`comment-${block}`} block={block} />
    </details>
  );
}

interface DecisionProps {
  readonly context: AdvisoryContext;
  readonly error: Told | undefined;
  readonly typed: string | undefined;
}

/** On to publishing, or back with a reason. Who wrote a part of it is told why they may do neither. */
function Decision({ context: { advisory, me }, error, typed }: DecisionProps) {
  const t = useTranslations('console.review');
  const { inWork, viewerCan, trackingId } = advisory;
  const isWriter = inWork?.editors.some(({ email }) => email === me) === true;
  if (inWork?.state === 'DRAFT') return <p className="hl-note">{t('still-draft')}</p>;
  if (!viewerCan.publish && !viewerCan.return) return <p className="hl-note">{isWriter ? t('own-work') : t('not-yours')}</p>;
  return (
    <section className="hl-decision">
      {viewerCan.publish ? (
        <Link className="govuk-button" to={`/console/advisories/${trackingId}/publish`}>
          {t('approve')}
        </Link>
      ) : (
        <p className="hl-note">{isWriter ? t('own-work') : t('not-yours')}</p>
      )}
      {viewerCan.return ? (
        <details className="govuk-details" open={error !== undefined}>
          <summary className="govuk-details__summary">
            <span className="govuk-details__summary-text">{t('return')}</span>
          </summary>
          <Form method="post" noValidate>
            <TextAreaField name="reason" label={t('reason')} hint={t('reason-hint')} rows={3} defaultValue={typed} error={error} />
            <Button look="secondary">{t('return-send')}</Button>
          </Form>
        </details>
      ) : null}
    </section>
  );
}
