import { data, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/report';
import { mutate, query, visitorOf } from '../../api/api.server';
import { IncidentKindsDocument, ReportIncidentDocument } from '../../api/gql/graphql';
import { typedIn } from '../../forms/form.server';
import { issueWords, toldText } from '../../forms/refusal-words.server';
import { LOCALE_FACTS } from '../../i18n/locale';
import { Button } from '../../ui/static/button';
import { ErrorSummary } from '../../ui/static/error-summary';
import type { FormErrors } from '../../ui/static/error-summary';
import { PageHead } from '../../ui/static/page-head';
import { Page } from '../../ui/static/page';
import { localeIn } from '../locale-in.server';
import { contactFacts } from '../contact-facts.server';
import { ContactList } from '../contact-list';
import { useProblems } from '../problems';
import { fieldAtFault, toReport } from './to-report.server';
import { ReportFields } from './report-fields';
import { problemsIn, stepOf, STEPS } from './report-steps';
import type { Answers, Step } from './report-steps';

export async function loader() {
  const { incidentKinds } = await query('anonymous', IncidentKindsDocument);
  return { kinds: incidentKinds, contact: contactFacts() };
}

/**
 * A browser goes back to an answer that it kept, and to nothing where it may keep none. It is kept by the reader's own browser alone, which has the
 * report in its form anyway, and never shown again without asking.
 */
const KEPT_BY_BROWSER = { 'cache-control': 'private, no-cache' };

export function headers({ actionHeaders }: Route.HeadersArgs) {
  return actionHeaders;
}

/** Goes on, goes back, or sends. Whatever is refused, everything that was answered is shown again. */
export async function action({ request, params }: Route.ActionArgs) {
  const locale = localeIn(params);
  const form = await request.formData();
  const { step: given = '', go = '', ...answers } = typedIn(form);
  const step = STEPS.find((each) => each === given) ?? 'class';
  const to = STEPS.find((each) => go === `to-${each}`);
  if (to !== undefined) return page(shown(to, answers));
  const { incidentKinds } = await query('anonymous', IncidentKindsDocument);
  const classes: readonly string[] = incidentKinds.map((kind) => kind.class);
  // Each page up to this one, so that nobody comes to the end by an address of their own making.
  for (const each of STEPS.slice(0, STEPS.indexOf(step) + 1)) {
    const problems = problemsIn(each, answers, { classes, nowMs: new Date().getTime() });
    if (Object.keys(problems).length > 0) return page(shown(each, answers, problems), 422);
  }
  if (step !== 'check') return page(shown(STEPS[STEPS.indexOf(step) + 1] ?? 'check', answers));
  const { done, refusal } = await mutate(visitorOf(request), ReportIncidentDocument, {
    input: toReport(answers, LOCALE_FACTS[locale].language) as never,
  });
  // The answer is a page of its own, which is loaded again without sending again.
  if (done !== undefined) return redirect(`/${locale}/report/received/${encodeURIComponent(done.reportIncident.reference)}`, 303);
  const field = refusal.code === 'TOO_MANY_TRIES' ? 'tooMany' : fieldAtFault(refusal);
  const [issue] = refusal.issues;
  // What was answered is told with what was expected and what came; what was not, with the sentence of its field.
  const told = issue === undefined || (answers[field] ?? '') === '' ? field : toldText(issueWords(request, issue));
  return page(shown(stepOf(field), answers, { [field]: told }), refusal.kind === 'INVALID' ? 422 : 503);
}

function page(content: ReturnType<typeof shown>, status = 200) {
  return data(content, { status, headers: KEPT_BY_BROWSER });
}

function shown(step: Step, answers: Answers, errors: FormErrors = {}) {
  return { step, answers, errors };
}

export default function Report({ loaderData: { kinds, contact }, actionData }: Route.ComponentProps) {
  const t = useTranslations('portal.report');
  const words = useTranslations('site.form');
  const { step, answers } = actionData ?? shown('class', {});
  const errors = useProblems(actionData?.errors, answers);
  const isRefused = Object.keys(errors).length > 0;
  const at = STEPS.indexOf(step);
  const title = t(`steps.${step}`);
  return (
    <Page current="report" path="/report">
      <PageHead title={`${isRefused ? `${words('error')} ` : ''}${title} – ${t('title')}`} description={t('lead')} path="/report" />
      <ErrorSummary errors={errors} />
      <p className="hl-caption">
        {t('title')} · {t('step', { number: at + 1, count: STEPS.length })}
      </p>
      <form method="post" className="hl-narrow" noValidate>
        <input type="hidden" name="step" value={step} />
        {/* Return presses the first button of a form: this one goes on. */}
        <button type="submit" name="go" value="on" className="govuk-visually-hidden" tabIndex={-1} aria-hidden="true">
          {t('on')}
        </button>
        <ReportFields step={step} kinds={kinds} answers={answers} errors={errors} />
        <div className="govuk-button-group">
          <Button name="go" value="on">
            {t(step === 'check' ? 'send' : 'on')}
          </Button>
          {at === 0 ? null : (
            <Button name="go" value={`to-${STEPS[at - 1] ?? 'class'}`} look="secondary">
              {t('back')}
            </Button>
          )}
        </div>
      </form>
      {at === 0 ? (
        <section aria-labelledby="urgent">
          <h2 className="govuk-heading-m" id="urgent">
            {t('urgent')}
          </h2>
          <p className="govuk-body">{t('urgent-text')}</p>
          <ContactList facts={contact} />
        </section>
      ) : null}
    </Page>
  );
}
