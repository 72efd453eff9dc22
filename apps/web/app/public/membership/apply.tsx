import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/apply';
import { mutate, visitorOf } from '../../api/api.server';
import { ApplyForMembershipDocument } from '../../api/gql/graphql';
import { refuseForm, textIn, textsIn } from '../../forms/form.server';
import { publicErrorsOf, statusOf } from '../../forms/refuse-in-words.server';
import { LOCALE_FACTS } from '../../i18n/locale';
import { useLocale } from '../../i18n/use-locale';
import { Button } from '../../ui/static/button';
import { ErrorSummary } from '../../ui/static/error-summary';
import { CheckboxesField, RadiosField, TextAreaField, TextField } from '../../ui/static/field';
import { PageHead } from '../../ui/static/page-head';
import { Page } from '../../ui/static/page';
import { Breadcrumbs } from '../../ui/static/parts';
import { localeIn } from '../locale-in.server';
import { useProblems } from '../problems';
import { SECTORS, TIERS } from './sectors';

const FIELDS = {
  'organisation.name': 'organisation',
  'organisation.nameZhHant': 'organisationZhHant',
  'organisation.nameZhHans': 'organisationZhHans',
  'organisation.sectors': 'sectors',
  'organisation.tier': 'tier',
  'applicant.email': 'email',
  'applicant.name': 'name',
  reason: 'reason',
} as const;

/** Sectors are several fields of one name; they are kept as one, divided by spaces, so that none is lost on refusal. */
export async function action({ request, params }: Route.ActionArgs) {
  const locale = localeIn(params);
  const form = await request.formData();
  const tier = TIERS.find((each) => each === textIn(form, 'tier'));
  const chosen = textsIn(form, 'sectors');
  const sectors = SECTORS.filter((each) => chosen.includes(each));
  form.set('sectors', sectors.join(' '));
  // The API cannot even be asked without a tier; what else is missing is told with it.
  if (tier === undefined) return refuseForm(missingIn(form), form);
  const { refusal } = await mutate(visitorOf(request), ApplyForMembershipDocument, {
    input: {
      organisation: {
        name: textIn(form, 'organisation'),
        nameZhHant: textIn(form, 'organisationZhHant') || null,
        nameZhHans: textIn(form, 'organisationZhHans') || null,
        sectors,
        tier,
      },
      applicant: { email: textIn(form, 'email'), name: textIn(form, 'name'), language: LOCALE_FACTS[locale].language },
      reason: textIn(form, 'reason') || null,
    },
  });
  if (refusal === undefined) return redirect(`/${locale}/membership/applied`, 303);
  return refuseForm(
    publicErrorsOf(request, refusal, (field) => textIn(form, field), FIELDS),
    form,
    statusOf(refusal),
  );
}

/** Of a form without a tier that can be read: what the API would refuse too, in the order of the form. */
function missingIn(form: FormData): Record<string, string> {
  const isEmail = /^[^\s@]+@[^\s@]+$/u.test(textIn(form, 'email'));
  return Object.fromEntries(
    [
      ...['organisation', 'tier', 'sectors', 'name'].filter((name) => name === 'tier' || textIn(form, name) === ''),
      ...(isEmail ? [] : ['email']),
    ].map((name) => [name, 'missing']),
  );
}

export default function Apply({ actionData }: Route.ComponentProps) {
  const t = useTranslations('portal.membership.form');
  const words = useTranslations('portal');
  const site = useTranslations('site');
  const locale = useLocale();
  const typed = actionData?.typed ?? {};
  const errors = useProblems(actionData?.errors, typed, {
    organisation: t('organisation'),
    organisationZhHant: t('organisation-zh-hant'),
    organisationZhHans: t('organisation-zh-hans'),
    name: t('name'),
    email: t('email'),
    reason: t('reason'),
  });
  const field = (name: string) => ({ name, error: errors[name], defaultValue: typed[name] });
  return (
    <Page
      path="/membership/apply"
      before={<Breadcrumbs crumbs={[{ text: site('nav.membership'), href: `/${locale}/membership` }, { text: t('title') }]} />}
    >
      <PageHead
        title={`${actionData === undefined ? '' : `${site('form.error')} `}${t('title')}`}
        description={t('lead')}
        path="/membership/apply"
      />
      <ErrorSummary errors={errors} />
      <h1 className="govuk-heading-xl">{t('title')}</h1>
      <p className="govuk-body-l">{t('lead')}</p>
      <form method="post" className="hl-narrow" noValidate>
        <TextField {...field('organisation')} label={t('organisation')} autoComplete="organization" />
        <TextField {...field('organisationZhHant')} label={t('organisation-zh-hant')} />
        <TextField {...field('organisationZhHans')} label={t('organisation-zh-hans')} />
        <RadiosField
          name="tier"
          label={t('tier')}
          error={errors['tier']}
          chosen={typed['tier'] === undefined ? [] : [typed['tier']]}
          choices={TIERS.map((each) => ({ value: each, label: words(`tier.${each}`) }))}
        />
        <CheckboxesField
          name="sectors"
          label={t('sectors')}
          hint={t('sectors-hint')}
          error={errors['sectors']}
          isSmall
          chosen={(typed['sectors'] ?? '').split(' ')}
          choices={SECTORS.map((each) => ({ value: each, label: words(`sector.${each}`) }))}
        />
        <TextField {...field('name')} label={t('name')} autoComplete="name" />
        <TextField {...field('email')} label={t('email')} hint={t('email-hint')} type="email" autoComplete="email" spellCheck={false} />
        <TextAreaField {...field('reason')} label={t('reason')} hint={t('reason-hint')} rows={4} />
        <Button>{t('submit')}</Button>
      </form>
    </Page>
  );
}
