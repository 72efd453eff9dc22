import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/account';
import { mutate } from '../../api/api.server';
import { UpdateProfileDocument } from '../../api/gql/graphql';
import { requireViewer } from '../../api/viewer.server';
import { textIn } from '../../forms/form.server';
import { LOCALE_FACTS, LOCALES, localeOfLanguage } from '../../i18n/locale';
import { localeCookie } from '../../i18n/locale-cookie';
import { Button } from '../../ui/static/button';
import { SelectField, TextField } from '../../ui/static/field';
import { Named } from '../../ui/static/named';
import { Facts } from '../../ui/static/parts';
import { doneIn } from '../frame/done';
import { MemberPage } from '../frame/member-page';
import { refuseInWords } from '../frame/words.server';

export async function loader({ request }: Route.LoaderArgs) {
  return { viewer: await requireViewer(request), done: doneIn(request) };
}

/** The language is that of mails and of these pages. */
export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData();
  const language = LOCALES.map((locale) => LOCALE_FACTS[locale].language).find((each) => each === textIn(form, 'language'));
  const { refusal } = await mutate(request, UpdateProfileDocument, { input: { name: textIn(form, 'name'), language } });
  if (refusal !== undefined) return refuseInWords(request, refusal, form, { name: 'name', language: 'language' });
  const locale = localeOfLanguage(language);
  return redirect('/account?done=saved', locale === undefined ? {} : { headers: { 'set-cookie': localeCookie(locale) } });
}

export default function Account({ loaderData: { viewer, done }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.account');
  const roles = useTranslations('members.role');
  const link = (href: string, text: string) => (
    <a className="govuk-link" href={href}>
      {text}
    </a>
  );
  return (
    <MemberPage viewer={viewer} current="account" title={t('title')} errors={actionData?.errors} done={done}>
      <form method="post" noValidate className="hl-narrow">
        <TextField
          name="name"
          label={t('name')}
          autoComplete="name"
          defaultValue={actionData?.typed['name'] ?? viewer.name ?? ''}
          error={actionData?.errors['name']}
        />
        <SelectField
          name="language"
          label={t('language')}
          hint={t('language-hint')}
          defaultValue={actionData?.typed['language'] ?? viewer.language ?? 'EN'}
          error={actionData?.errors['language']}
          choices={LOCALES.map((locale) => ({ value: LOCALE_FACTS[locale].language, label: LOCALE_FACTS[locale].name }))}
        />
        <Button>{t('save')}</Button>
      </form>
      <Facts
        facts={[
          { name: t('email'), value: viewer.email },
          {
            name: t('organisation'),
            value: viewer.organisation === null ? t('no-organisation') : <Named names={viewer.organisation.names} />,
          },
          { name: t('roles'), value: viewer.roles.map((role) => roles(`${role}.name`)).join(', ') },
          { name: t('password'), value: link('/account/password', t('change-password')) },
          {
            name: t('second-factor'),
            value: (
              <>
                {t(viewer.hasSecondFactor ? 'enrolled' : 'not-enrolled')}{' '}
                {viewer.hasSecondFactor ? link('/account/recovery-codes', t('recovery-codes')) : link('/account/second-factor', t('enrol'))}
              </>
            ),
          },
          { name: t('sessions'), value: link('/account/sessions', t('see-sessions')) },
          { name: t('keys'), value: link('/org/endpoints', t('see-keys')) },
        ]}
      />
    </MemberPage>
  );
}
