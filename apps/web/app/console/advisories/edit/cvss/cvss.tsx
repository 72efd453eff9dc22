import { Link, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/cvss';
import { notFound } from '../../../../api/api.server';
import { textIn } from '../../../../forms/form.server';
import { editPath } from '../edit-sections';
import { refuseSection, saveSection } from '../save.server';
import { SectionForm } from '../section-form';
import { toInput, workOf } from '../vulnerabilities/work-vulnerabilities.server';
import { Calculator } from './calculator';
import { isCalculatorVersion, metricsOf, missingIn, readVector, writeVector } from './cvss-metrics';
import type { CalculatorVersion } from './cvss-metrics';

async function vulnerabilityOf(request: Request, { id, position, version }: Route.LoaderArgs['params']) {
  if (!isCalculatorVersion(version)) return notFound();
  const { savedAt, text } = await workOf(request, id);
  const vulnerability = text.vulnerabilities[Number(position)];
  if (vulnerability === undefined) return notFound();
  return { version, savedAt, text, vulnerability };
}

export async function loader({ request, params }: Route.LoaderArgs) {
  const { version, savedAt, vulnerability } = await vulnerabilityOf(request, params);
  const vector = vulnerability.cvss.find((each) => each.version === version)?.vector ?? '';
  return { version, savedAt, vector, name: vulnerability.cve ?? vulnerability.title ?? '' };
}

export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData();
  const { version, text, vulnerability } = await vulnerabilityOf(request, params);
  const vector = vectorIn(form, version);
  const missing = missingIn(readVector(vector, version) ?? {}, version);
  if (missing.length > 0) return refuseSection(Object.fromEntries(missing.map((name) => [name, name])), form);
  const others = vulnerability.cvss.filter((each) => each.version !== version).map((each) => each.vector);
  const vulnerabilities = text.vulnerabilities.map((each) =>
    each === vulnerability ? { ...toInput(each), cvss: [...others, vector] } : toInput(each),
  );
  const then = editPath(params.id, 'vulnerabilities');
  const changes = { content: { vulnerabilities } };
  if (vulnerability.cvss.some((each) => each.vector === vector)) return redirect(then);
  return saveSection({ request, trackingId: params.id, section: 'vulnerabilities', form, changes, then });
}

/** What the radios say; where the vector was typed and the radios were not touched, what it says. */
function vectorIn(form: FormData, version: CalculatorVersion): string {
  const typed = textIn(form, 'vector');
  if (typed !== textIn(form, 'shown')) return typed;
  const chosen = Object.fromEntries(metricsOf(version).map(({ name }) => [name, textIn(form, name)]));
  return writeVector({ ...readVector(typed, version), ...chosen }, version);
}

export default function Cvss({ loaderData: { version, savedAt, vector, name }, actionData, params }: Route.ComponentProps) {
  const t = useTranslations('console.cvss');
  const metrics = useTranslations('console.cvss.metrics');
  const errors = Object.fromEntries(
    Object.entries(actionData?.errors ?? {}).map(([field, text]) => {
      const known = metricsOf(version).find((each) => each.name === field)?.name;
      return [field, known === undefined ? text : t('choose', { metric: metrics(`${known as 'AV'}.name`) })];
    }),
  );
  const answer = actionData === undefined ? undefined : { ...actionData, errors };
  return (
    <SectionForm
      key={`${params.position} ${version}`}
      title={t('title', { version, name })}
      savedAt={savedAt}
      answer={answer}
      isSavedByHand
    >
      <Calculator version={version} stored={answer?.typed['vector'] ?? vector} answer={answer} />
      <p>
        <Link to={editPath(params.id, 'vulnerabilities')}>{t('back')}</Link>
      </p>
    </SectionForm>
  );
}
