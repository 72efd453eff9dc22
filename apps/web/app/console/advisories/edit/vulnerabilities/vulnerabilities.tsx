import { useTranslations } from 'use-intl';
import type { Route } from './+types/vulnerabilities';
import { Button } from '../../../../ui/static/button';
import { TextAreaField } from '../../../../ui/static/field';
import { textIn } from '../../../../forms/form.server';
import { consoleWords } from '../../../words.server';
import { refuseSection, saveSection } from '../save.server';
import { SectionForm } from '../section-form';
import { VulnerabilityFields } from './vulnerability-fields';
import { cvesIn, MAX_VULNERABILITIES_SHOWN, toInput, vulnerabilitiesIn, workOf } from './work-vulnerabilities.server';

export async function loader({ request, params }: Route.LoaderArgs) {
  const { savedAt, text } = await workOf(request, params.id);
  return {
    savedAt,
    count: text.vulnerabilities.length,
    shown: text.vulnerabilities.slice(0, MAX_VULNERABILITIES_SHOWN),
    at: new URL(request.url).searchParams.get('at') ?? '',
  };
}

export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData();
  const { text } = await workOf(request, params.id);
  const pasted = textIn(form, 'do') === 'autosave' ? '' : textIn(form, 'paste');
  if (pasted !== '' && cvesIn(pasted).length === 0)
    return refuseSection({ paste: consoleWords(request)('vulnerabilities.none-pasted') }, form);
  const now = vulnerabilitiesIn(form, text.vulnerabilities);
  const isSame = JSON.stringify(now) === JSON.stringify(text.vulnerabilities.map(toInput));
  const changes = isSame ? {} : { content: { vulnerabilities: now } };
  return saveSection({ request, trackingId: params.id, section: 'vulnerabilities', form, changes });
}

export default function Vulnerabilities({ loaderData: { savedAt, shown, count, at }, actionData, params }: Route.ComponentProps) {
  const t = useTranslations('console.vulnerabilities');
  return (
    <SectionForm
      key={`${params.id} ${at}`}
      title={t('title', { id: params.id })}
      savedAt={savedAt}
      answer={actionData}
      isSavedByHand={count > shown.length}
    >
      {count > shown.length ? <p className="hl-note">{t('long', { count, shown: shown.length })}</p> : null}
      {[...shown, undefined].map((vulnerability, position) => (
        <VulnerabilityFields key={position} position={position} vulnerability={vulnerability} trackingId={params.id} answer={actionData} />
      ))}
      <TextAreaField
        name="paste"
        label={t('paste')}
        hint={t('paste-hint')}
        rows={3}
        spellCheck={false}
        defaultValue={actionData?.typed['paste']}
        error={actionData?.errors['paste']}
      />
      <Button look="secondary" name="do" value="save">
        {t('paste-add')}
      </Button>
    </SectionForm>
  );
}
