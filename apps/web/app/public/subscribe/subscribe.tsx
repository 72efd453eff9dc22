import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/subscribe';
import { mutate, visitorOf } from '../../api/api.server';
import { SubscribePubliclyDocument } from '../../api/gql/graphql';
import type { Frequency } from '../../api/gql/graphql';
import { refuseByApi, textIn } from '../../forms/form.server';
import { LOCALE_FACTS } from '../../i18n/locale';
import { TIME_ZONE } from '../../i18n/texts';
import { Button } from '../../ui/static/button';
import { ErrorSummary } from '../../ui/static/error-summary';
import { CheckboxesField, SelectField, TextAreaField, TextField } from '../../ui/static/field';
import { PageHead } from '../../ui/static/page-head';
import { Page } from '../../ui/static/page';
import { localeIn } from '../locale-in.server';
import { SEVERITIES } from '../alerts/alert-filter';
import { useProblems } from '../problems';

const FREQUENCIES = ['IMMEDIATE', 'DAILY', 'WEEKLY'] as const satisfies readonly Frequency[];

export function loader({ request }: Route.LoaderArgs) {
  return { product: new URL(request.url).searchParams.get('product')?.slice(0, 200) ?? '' };
}

export async function action({ request, params }: Route.ActionArgs) {
  const locale = localeIn(params);
  const form = await request.formData();
  const minSeverity = SEVERITIES.find((each) => each === textIn(form, 'severity'));
  const products = textIn(form, 'products')
    .split(/[\n]+/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const criteria = {
    ...(minSeverity === undefined ? {} : { minSeverity }),
    ...(products.length === 0 ? {} : { products }),
    ...(form.has('exploited') ? { exploitedOnly: true } : {}),
  };
  const { refusal } = await mutate(visitorOf(request), SubscribePubliclyDocument, {
    input: {
      email: textIn(form, 'email'),
      language: LOCALE_FACTS[locale].language,
      timeZone: TIME_ZONE,
      frequency: FREQUENCIES.find((each) => each === textIn(form, 'frequency')) ?? 'IMMEDIATE',
      ...(Object.keys(criteria).length === 0 ? {} : { criteria: criteria as never }),
    } as never,
  });
  if (refusal !== undefined) return refuseByApi(refusal, form, { email: 'email', 'criteria.products': 'products' });
  return redirect(`/${locale}/subscribe/sent`, 303);
}

export default function Subscribe({ loaderData: { product }, actionData }: Route.ComponentProps) {
  const t = useTranslations('portal.subscribe');
  const words = useTranslations('site');
  const typed = actionData?.typed ?? {};
  const errors = useProblems(actionData?.errors);
  const isRefused = actionData !== undefined;
  return (
    <Page current="subscribe" path="/subscribe">
      <PageHead title={`${isRefused ? `${words('form.error')} ` : ''}${t('title')}`} description={t('lead')} path="/subscribe" />
      <ErrorSummary errors={errors} />
      <h1 className="govuk-heading-xl">{t('title')}</h1>
      <p className="govuk-body-l">{t('lead')}</p>
      <form method="post" className="hl-narrow" noValidate>
        <TextField
          name="email"
          type="email"
          autoComplete="email"
          spellCheck={false}
          label={t('email')}
          hint={t('email-hint')}
          error={errors['email']}
          defaultValue={typed['email']}
        />
        <SelectField
          name="severity"
          label={t('severity')}
          defaultValue={typed['severity'] ?? ''}
          choices={[
            { value: '', label: t('severity-any') },
            ...SEVERITIES.filter((each) => each !== 'LOW').map((each) => {
              const severity = words(`severity.${each}`);
              return { value: each, label: each === 'CRITICAL' ? severity : t('severity-least', { severity }) };
            }),
          ]}
        />
        <TextAreaField
          name="products"
          rows={3}
          label={t('products')}
          hint={t('products-hint')}
          error={errors['products']}
          defaultValue={typed['products'] ?? product}
        />
        <CheckboxesField
          name="exploited"
          label={t('narrower')}
          isSmall
          choices={[{ value: 'yes', label: t('exploited') }]}
          chosen={typed['exploited'] === undefined ? [] : ['yes']}
        />
        <SelectField
          name="frequency"
          label={t('frequency')}
          defaultValue={typed['frequency'] ?? 'IMMEDIATE'}
          choices={FREQUENCIES.map((each) => ({ value: each, label: t(`frequencies.${each}`) }))}
        />
        <Button>{t('submit')}</Button>
      </form>
      <p className="govuk-body">{t('what-happens')}</p>
    </Page>
  );
}
