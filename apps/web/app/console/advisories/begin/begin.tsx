import { Form, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/begin';
import { mutate, notFound } from '../../../api/api.server';
import { BeginAdvisoryDocument } from '../../../api/gql/graphql';
import type { AdvisoryKind, Language, Severity, TlpLabel } from '../../../api/gql/graphql';
import { refuseForm, textIn } from '../../../forms/form.server';
import { issueWords } from '../../../forms/refusal-words.server';
import { refuseInWords } from '../../../forms/refuse-in-words.server';
import { LOCALE_FACTS, LOCALES } from '../../../i18n/locale';
import { useLocaleFacts } from '../../../i18n/use-locale';
import { ConsolePage } from '../../../ui/console/console-page';
import { Button } from '../../../ui/static/button';
import { SelectField, TextField } from '../../../ui/static/field';
import { requireSection } from '../../console-access.server';
import { editPath } from '../edit/edit-sections';
import { ADVISORY_KINDS, LABEL_TEXTS, LABELS, SEVERITIES } from '../vocabulary';

export async function loader({ request }: Route.LoaderArgs) {
  const viewer = await requireSection(request, 'advisories');
  return viewer.viewerCan.draftAdvisory ? null : notFound();
}

export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData();
  const sourceLanguage = textIn(form, 'sourceLanguage') as Language;
  const key = LOCALES.map((each) => LOCALE_FACTS[each]).find(({ language }) => language === sourceLanguage)?.key ?? 'en';
  const label = LABELS.find((each): each is TlpLabel => each === textIn(form, 'label'));
  if (label === undefined && textIn(form, 'label') !== '')
    return refuseForm({ label: issueWords(request, { path: 'label', expected: 'a TLP label' }) }, form);
  const input = {
    kind: textIn(form, 'kind') as AdvisoryKind,
    severity: textIn(form, 'severity') as Severity,
    ...(label === undefined ? {} : { label }),
    content: { sourceLanguage, title: { [key]: textIn(form, 'title') } },
  };
  const { done, refusal } = await mutate(request, BeginAdvisoryDocument, { input });
  if (refusal !== undefined) return refuseInWords(request, refusal, form, { 'content.title': 'title', title: 'title', label: 'label' });
  return redirect(`${editPath(done.createAdvisory.advisory.trackingId, 'text')}?done=created`);
}

/** The few things that a draft cannot be without; it has its id from here on. */
export default function Begin({ actionData }: Route.ComponentProps) {
  const t = useTranslations('console.begin');
  const edit = useTranslations('console.edit');
  const words = useTranslations('site');
  const { language } = useLocaleFacts();
  const { typed = {}, errors = {} } = actionData ?? {};
  return (
    <ConsolePage title={t('title')} errors={errors}>
      <Form method="post" noValidate className="hl-form">
        <TextField name="title" label={t('advisory-title')} hint={t('title-hint')} defaultValue={typed['title']} error={errors['title']} />
        <SelectField
          name="sourceLanguage"
          label={edit('source-language')}
          choices={LOCALES.map((each) => ({ value: LOCALE_FACTS[each].language, label: LOCALE_FACTS[each].name }))}
          defaultValue={typed['sourceLanguage'] ?? language}
        />
        <SelectField
          name="kind"
          label={edit('kind')}
          choices={ADVISORY_KINDS.map((value) => ({ value, label: words(`kind.${value}`) }))}
          defaultValue={typed['kind']}
        />
        <SelectField
          name="severity"
          label={edit('severity')}
          choices={SEVERITIES.map((value) => ({ value, label: words(`severity.${value}`) }))}
          defaultValue={typed['severity'] ?? 'MEDIUM'}
        />
        <SelectField
          name="label"
          label={t('label')}
          hint={t('label-hint')}
          choices={[{ value: '', label: t('label-later') }, ...LABELS.map((value) => ({ value, label: LABEL_TEXTS[value] }))]}
          defaultValue={typed['label'] ?? ''}
          error={errors['label']}
        />
        <Button>{t('begin')}</Button>
      </Form>
    </ConsolePage>
  );
}
