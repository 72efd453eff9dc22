import { Link, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/organisation';
import { mutate, notFound, query } from '../../api/api.server';
import {
  ConsoleOrganisationDocument,
  ReconsiderApplicationDocument,
  ReinstateOrganisationDocument,
  SuspendOrganisationDocument,
  VetOrganisationDocument,
} from '../../api/gql/graphql';
import type { ConsoleOrganisationQuery, OrganisationStatus } from '../../api/gql/graphql';
import { refuseForm, textIn } from '../../forms/form.server';
import { refuseInWords } from '../../forms/refuse-in-words.server';
import { Instant } from '../../i18n/times';
import { choose } from '../../i18n/localised';
import { useLocale } from '../../i18n/use-locale';
import { Named } from '../../ui/static/named';
import { Button } from '../../ui/static/button';
import { ErrorSummary } from '../../ui/static/error-summary';
import { CheckboxesField, TextAreaField } from '../../ui/static/field';
import { Facts, Table } from '../../ui/static/parts';
import { requireSection } from '../console-access.server';
import { secondFactorWord } from '../people/second-factor-word';
import { ApplicationFacts } from './application-facts';
import type { FormErrors } from '../../ui/static/error-summary';

export async function loader({ request, params }: Route.LoaderArgs) {
  await requireSection(request, 'organisations');
  const { node, people } = await query(request, ConsoleOrganisationDocument, { id: params.id });
  if (node === null || !('tier' in node)) notFound();
  return { organisation: node, people };
}

export async function action({ request, params: { id } }: Route.ActionArgs) {
  const form = await request.formData();
  const { refusal } = await act(request, form, id);
  if (refusal === 'unconfirmed') return refuseForm({ confirm: 'unconfirmed' }, form);
  if (refusal !== undefined) return refuseInWords(request, refusal, form, { reason: 'reason' });
  return redirect(`/console/organisations/${encodeURIComponent(id)}`);
}

async function act(request: Request, form: FormData, id: string) {
  switch (textIn(form, 'act')) {
    case 'approve':
      return mutate(request, VetOrganisationDocument, { input: { id, isApproved: true } });
    case 'reconsider':
      return mutate(request, ReconsiderApplicationDocument, { input: { id } });
    case 'reinstate':
      return mutate(request, ReinstateOrganisationDocument, { input: { id } });
    case 'refuse':
      if (textIn(form, 'confirm') !== 'yes') return { refusal: 'unconfirmed' as const };
      return mutate(request, VetOrganisationDocument, {
        input: { id, isApproved: false, reason: textIn(form, 'reason') || null },
      });
    case 'suspend':
      if (textIn(form, 'confirm') !== 'yes') return { refusal: 'unconfirmed' as const };
      return mutate(request, SuspendOrganisationDocument, { input: { id } });
    default:
      notFound();
  }
}

export default function Organisation({ loaderData: { organisation, people }, actionData }: Route.ComponentProps) {
  const t = useTranslations('administration');
  const name = choose(organisation.names, useLocale()).text;
  const errors = actionData?.errors['confirm'] === 'unconfirmed' ? { confirm: t('confirm-missing') } : actionData?.errors;
  const isProven = organisation.domains.some(({ verifiedAt }) => verifiedAt !== null);
  return (
    <>
      <title>{`${name} – Harbourlight`}</title>
      <p>
        <Link to="/console/organisations">{t('organisations.title')}</Link>
      </p>
      <ErrorSummary errors={errors} />
      <h1>
        <Named names={organisation.names} />
      </h1>
      <Facts
        facts={[
          { name: t('status'), value: <strong>{t(`organisation-status.${organisation.status}`)}</strong> },
          { name: t('chinese-name'), value: [organisation.names.zhHant, organisation.names.zhHans].filter(Boolean).join(' · ') || '–' },
          { name: t('tier'), value: t(`tiers.${organisation.tier}`) },
          { name: t('sectors'), value: organisation.sectors.map((sector) => t(`sector.${sector}`)).join(', ') },
        ]}
      />
      <ApplicationFacts application={organisation.application} />
      <h2>{t('domains')}</h2>
      {organisation.domains.length === 0 ? (
        <p className="govuk-body">{t('organisations.no-domain')}</p>
      ) : (
        <Table
          caption={t('domains')}
          rows={organisation.domains}
          rowKey={({ domain }) => domain}
          columns={[
            { head: t('domain'), cell: ({ domain }) => domain },
            { head: t('proof'), cell: (domain) => evidenceOf(domain, t) },
            { head: t('proven-at'), cell: ({ verifiedAt }) => (verifiedAt === null ? t('not-proven') : <Instant at={verifiedAt} />) },
          ]}
        />
      )}
      <Acts
        status={organisation.status}
        isProven={isProven}
        isOperator={organisation.isOperator}
        errors={errors ?? {}}
        reason={actionData?.typed['reason']}
      />
      <h2>{t('people.title')}</h2>
      {people.nodes.length === 0 ? (
        <p className="govuk-body">{t('people.none')}</p>
      ) : (
        <Table
          caption={t('people.title')}
          rows={people.nodes}
          rowKey={({ id }) => id}
          columns={[
            { head: t('name'), cell: ({ id, name }) => <Link to={`/console/users/${encodeURIComponent(id)}`}>{name}</Link> },
            { head: t('email'), cell: ({ email }) => email },
            { head: t('roles'), cell: ({ roles }) => roles.map((role) => t(`role.${role}`)).join(', ') },
            { head: t('status'), cell: ({ status }) => t(`person-status.${status}`) },
            { head: t('second-factor'), cell: ({ hasSecondFactor }) => t(secondFactorWord(hasSecondFactor)) },
          ]}
        />
      )}
      {people.pageInfo.hasNextPage ? <p className="govuk-body">{t('people.more')}</p> : null}
    </>
  );
}

type Domain = Extract<ConsoleOrganisationQuery['node'], { readonly tier: unknown }>['domains'][number];

/** Of a proven domain, what really proved it; of another, what was asked for last. */
function evidenceOf({ method, verifiedAt, provenAddress }: Domain, t: ReturnType<typeof useTranslations<'administration'>>): string {
  if (verifiedAt === null) return t('proof-asked', { method: t(`proof-by.${method}`) });
  return provenAddress === null ? t(`proof-by.${method}`) : t('proof-by.MAIL_TO', { address: provenAddress });
}

interface ActsProps {
  readonly status: OrganisationStatus;
  readonly isProven: boolean;
  readonly isOperator: boolean;
  readonly errors: FormErrors;
  /** What was typed before it was refused. */
  readonly reason: string | undefined;
}

/** What the CERT may do with it now. Taking access away asks once more. */
function Acts({ status, isProven, isOperator, errors, reason }: ActsProps) {
  const t = useTranslations('administration.organisations');
  if (isOperator) return <p className="govuk-inset-text">{t('operator')}</p>;
  if (status === 'REFUSED')
    return (
      <form method="post">
        <p className="govuk-body">{t('reconsider-text')}</p>
        <Button name="act" value="reconsider">
          {t('reconsider')}
        </Button>
      </form>
    );
  if (status === 'SUSPENDED')
    return (
      <form method="post">
        <p className="govuk-body">{t('reinstate-text')}</p>
        <Button name="act" value="reinstate">
          {t('reinstate')}
        </Button>
      </form>
    );
  return (
    <>
      {status === 'APPLIED' ? (
        <form method="post">
          <p className="govuk-body">{isProven ? t('approve-text') : t('approve-unproven')}</p>
          <Button name="act" value="approve" disabled={!isProven}>
            {t('approve')}
          </Button>
        </form>
      ) : null}
      <details className="govuk-details" open={Object.keys(errors).length > 0}>
        <summary className="govuk-details__summary">
          <span className="govuk-details__summary-text">{t(status === 'APPLIED' ? 'refuse' : 'suspend')}</span>
        </summary>
        <form method="post" className="govuk-details__text">
          <p className="govuk-body">{t(status === 'APPLIED' ? 'refuse-text' : 'suspend-text')}</p>
          {status === 'APPLIED' ? (
            <TextAreaField
              name="reason"
              label={t('refuse-reason')}
              hint={t('refuse-hint')}
              error={errors['reason']}
              rows={4}
              defaultValue={reason}
            />
          ) : null}
          <CheckboxesField
            name="confirm"
            label={t('sure')}
            error={errors['confirm']}
            isSmall
            choices={[{ value: 'yes', label: t('yes') }]}
          />
          <Button name="act" value={status === 'APPLIED' ? 'refuse' : 'suspend'} look="warning">
            {t(status === 'APPLIED' ? 'refuse' : 'suspend')}
          </Button>
        </form>
      </details>
    </>
  );
}
