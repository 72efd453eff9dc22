import { Link, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/person';
import { mutate, notFound, query } from '../../api/api.server';
import {
  ConsoleChangeRolesDocument,
  ConsolePersonDocument,
  ConsoleReinstatePersonDocument,
  ConsoleSuspendPersonDocument,
} from '../../api/gql/graphql';
import type { Role } from '../../api/gql/graphql';
import { refuseForm, textIn, textsIn } from '../../forms/form.server';
import { issueWords } from '../../forms/refusal-words.server';
import { refuseInWords } from '../../forms/refuse-in-words.server';
import { Button } from '../../ui/static/button';
import { ErrorSummary } from '../../ui/static/error-summary';
import { CheckboxesField } from '../../ui/static/field';
import { Named } from '../../ui/static/named';
import { Banner, Facts } from '../../ui/static/parts';
import { requireSection } from '../console-access.server';
import { secondFactorWord } from './second-factor-word';

const ROLES = [
  'MEMBER',
  'ANALYST',
  'REVIEWER',
  'ORGANISATION_ADMIN',
  'AUDITOR',
  'ADMINISTRATOR',
  'READER',
] as const satisfies readonly Role[];

export async function loader({ request, params }: Route.LoaderArgs) {
  await requireSection(request, 'users');
  const { node } = await query(request, ConsolePersonDocument, { id: params.id });
  if (node === null || !('roles' in node)) notFound();
  return { person: node, wasChanged: new URL(request.url).searchParams.has('changed') };
}

export async function action({ request, params: { id } }: Route.ActionArgs) {
  const form = await request.formData();
  const act = textIn(form, 'act');
  if (act === 'suspend' && textIn(form, 'confirm') !== 'yes') return refuseForm({ confirm: 'unconfirmed' }, form);
  if (textsIn(form, 'roles').some((given) => !ROLES.some((role) => role === given)))
    return refuseForm({ roles: issueWords(request, { path: 'roles', expected: 'one of the roles' }) }, form);
  const { refusal } = await perform(request, form, id, act);
  if (refusal !== undefined) return refuseInWords(request, refusal, form, { roles: 'roles' });
  return redirect(`/console/users/${encodeURIComponent(id)}?changed=1`);
}

async function perform(request: Request, form: FormData, id: string, act: string) {
  // Of a form that names no button, the first one is meant.
  if (act === 'roles' || act === '') {
    return mutate(request, ConsoleChangeRolesDocument, {
      input: { id, roles: ROLES.filter((role) => textsIn(form, 'roles').includes(role)) },
    });
  }
  if (act === 'suspend') return mutate(request, ConsoleSuspendPersonDocument, { input: { id } });
  if (act === 'reinstate') return mutate(request, ConsoleReinstatePersonDocument, { input: { id } });
  notFound();
}

export default function Person({ loaderData: { person, wasChanged }, actionData }: Route.ComponentProps) {
  const t = useTranslations('administration');
  const errors = actionData?.errors['confirm'] === 'unconfirmed' ? { confirm: t('confirm-missing') } : actionData?.errors;
  return (
    <>
      <title>{`${person.name} – Harbourlight`}</title>
      <p>
        <Link to="/console/users">{t('people.title')}</Link>
      </p>
      <ErrorSummary errors={errors} />
      {wasChanged && errors === undefined ? (
        <Banner title={t('changed')} look="success">
          <p className="govuk-body">{t('changed-text')}</p>
        </Banner>
      ) : null}
      <h1>{person.name}</h1>
      <Facts
        facts={[
          { name: t('email'), value: person.email },
          {
            name: t('organisation'),
            value:
              person.organisation === null ? (
                t('people.public')
              ) : (
                <Link to={`/console/organisations/${encodeURIComponent(person.organisation.id)}`}>
                  <Named names={person.organisation.names} />
                </Link>
              ),
          },
          { name: t('status'), value: t(`person-status.${person.status}`) },
          { name: t('second-factor'), value: t(secondFactorWord(person.hasSecondFactor)) },
        ]}
      />
      <form method="post">
        <CheckboxesField
          name="roles"
          label={t('roles')}
          hint={t('people.roles-hint')}
          error={errors?.['roles']}
          isSmall
          chosen={person.roles}
          choices={ROLES.map((role) => ({ value: role, label: t(`role.${role}`), hint: t(`role-text.${role}`) }))}
        />
        <Button name="act" value="roles">
          {t('people.save-roles')}
        </Button>
      </form>
      {person.status === 'SUSPENDED' ? (
        <form method="post">
          <p className="govuk-body">{t('people.reinstate-text')}</p>
          <Button name="act" value="reinstate">
            {t('people.reinstate')}
          </Button>
        </form>
      ) : (
        <details className="govuk-details" open={errors?.['confirm'] !== undefined}>
          <summary className="govuk-details__summary">
            <span className="govuk-details__summary-text">{t('people.suspend')}</span>
          </summary>
          <form method="post" className="govuk-details__text">
            <p className="govuk-body">{t('people.suspend-text')}</p>
            <CheckboxesField
              name="confirm"
              label={t('organisations.sure')}
              error={errors?.['confirm']}
              isSmall
              choices={[{ value: 'yes', label: t('organisations.yes') }]}
            />
            <Button name="act" value="suspend" look="warning">
              {t('people.suspend')}
            </Button>
          </form>
        </details>
      )}
    </>
  );
}
