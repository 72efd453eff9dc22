import { Fragment } from 'react';
import { useTranslations } from 'use-intl';
import type { IncidentKindsQuery } from '../../api/gql/graphql';
import { choose } from '../../i18n/localised';
import { useLocale } from '../../i18n/use-locale';
import type { FormErrors } from '../../ui/static/error-summary';
import { RadiosField, TextAreaField, TextField } from '../../ui/static/field';
import { ReportCheck } from './report-check';
import { FIELDS_OF, REPORTERS, STEPS } from './report-steps';
import type { Answers, Step } from './report-steps';

export interface ReportFieldsProps {
  readonly step: Step;
  readonly kinds: IncidentKindsQuery['incidentKinds'];
  readonly answers: Answers;
  readonly errors: FormErrors;
}

/** The fields of one page, and what was answered on the others, hidden. */
export function ReportFields(props: ReportFieldsProps) {
  const { step, answers } = props;
  const hidden = STEPS.filter((each) => each !== step)
    .flatMap((each) => FIELDS_OF[each])
    .filter((name) => answers[name]);
  return (
    <>
      {hidden.map((name) => (
        <Fragment key={name}>
          <input type="hidden" name={name} value={answers[name]} />
        </Fragment>
      ))}
      <Shown {...props} />
    </>
  );
}

function Shown(props: ReportFieldsProps) {
  switch (props.step) {
    case 'class':
      return <WhichClass {...props} />;
    case 'story':
      return <Story {...props} />;
    case 'who':
      return <Who {...props} />;
    case 'contact':
      return <Contact {...props} />;
    case 'check':
      return <ReportCheck {...props} />;
  }
}

const chosenIn = (answers: Answers, name: string) => (answers[name] === undefined ? [] : [answers[name]]);

function WhichClass({ kinds, answers, errors }: ReportFieldsProps) {
  const t = useTranslations('portal.report');
  const locale = useLocale();
  return (
    <>
      <RadiosField
        name="class"
        label={t('steps.class')}
        hint={t('lead')}
        isHeading
        error={errors['class']}
        chosen={chosenIn(answers, 'class')}
        choices={kinds.map((kind) => {
          const title = choose(kind.title, locale);
          const example = choose(kind.example, locale);
          return {
            value: kind.class,
            label: <span lang={title.lang}>{title.text}</span>,
            hint: <span lang={example.lang}>{example.text}</span>,
          };
        })}
      />
    </>
  );
}

function Story({ answers, errors }: ReportFieldsProps) {
  const t = useTranslations('portal.report');
  return (
    <>
      <h1 className="govuk-heading-l">{t('steps.story')}</h1>
      <TextAreaField
        name="whatHappened"
        rows={8}
        maxLength={20_000}
        label={t('fields.whatHappened')}
        hint={t('hints.whatHappened')}
        error={errors['whatHappened']}
        defaultValue={answers['whatHappened']}
      />
      <TextAreaField
        name="affected"
        rows={3}
        maxLength={5_000}
        label={t('fields.affected')}
        hint={t('hints.affected')}
        error={errors['affected']}
        defaultValue={answers['affected']}
      />
      <TextField
        name="happenedAt"
        type="datetime-local"
        width={20}
        label={t('fields.happenedAt')}
        hint={t('hints.time')}
        error={errors['happenedAt']}
        defaultValue={answers['happenedAt']}
      />
    </>
  );
}

function Who({ answers, errors }: ReportFieldsProps) {
  const t = useTranslations('portal.report');
  return (
    <>
      <h1 className="govuk-heading-l">{t('steps.who')}</h1>
      <RadiosField
        name="reporter"
        label={t('fields.reporter')}
        error={errors['reporter']}
        chosen={chosenIn(answers, 'reporter')}
        choices={REPORTERS.map((each) => ({ value: each, label: t(`reporters.${each}`) }))}
      />
      <TextField
        name="awareAt"
        type="datetime-local"
        width={20}
        label={t('fields.awareAt')}
        hint={t('hints.awareAt')}
        error={errors['awareAt']}
        defaultValue={answers['awareAt']}
      />
      <RadiosField
        name="disrupts"
        label={t('fields.disrupts')}
        hint={t('hints.disrupts')}
        isInline
        isSmall
        chosen={chosenIn(answers, 'disrupts')}
        choices={[
          { value: 'yes', label: t('yes') },
          { value: 'no', label: t('no') },
        ]}
      />
    </>
  );
}

function Contact({ answers, errors }: ReportFieldsProps) {
  const t = useTranslations('portal.report');
  const field = (name: string) => ({ name, error: errors[name], defaultValue: answers[name] });
  return (
    <>
      <h1 className="govuk-heading-l">{t('steps.contact')}</h1>
      <p className="govuk-body">{t('contact-lead')}</p>
      <TextField {...field('contactName')} label={t('fields.contactName')} autoComplete="name" maxLength={200} />
      <TextField
        {...field('contactEmail')}
        label={t('fields.contactEmail')}
        hint={t('hints.contactEmail')}
        type="email"
        autoComplete="email"
        spellCheck={false}
      />
      <TextField {...field('contactPhone')} label={t('fields.contactPhone')} type="tel" autoComplete="tel" width={20} maxLength={50} />
      <RadiosField
        name="mayShare"
        label={t('fields.mayShare')}
        hint={t('hints.mayShare')}
        error={errors['mayShare']}
        isInline
        isSmall
        chosen={chosenIn(answers, 'mayShare')}
        choices={[
          { value: 'yes', label: t('yes') },
          { value: 'no', label: t('no') },
        ]}
      />
    </>
  );
}
