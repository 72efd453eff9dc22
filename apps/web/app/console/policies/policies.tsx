import { useTranslations } from 'use-intl';
import type { Route } from './+types/policies';
import { query } from '../../api/api.server';
import { PoliciesDocument } from '../../api/gql/graphql';
import type { PoliciesQuery, TlpLabel as Label } from '../../api/gql/graphql';
import { Table } from '../../ui/static/parts';
import { TlpLabel } from '../../ui/static/tlp-label';

type Tables = PoliciesQuery['policyTables'];
const LABELS = ['CLEAR', 'GREEN', 'AMBER', 'AMBER_STRICT', 'RED'] as const satisfies readonly Label[];

export async function loader({ request }: Route.LoaderArgs) {
  const { policyTables } = await query(request, PoliciesDocument);
  return policyTables;
}

/** The tables that the code decides by, read from the running system: what stands here is what holds. */
export default function Policies({ loaderData: tables }: Route.ComponentProps) {
  const t = useTranslations('administration.policies');
  /** What has no word of ours yet is shown as the policy itself writes it. */
  const named = (key: string, otherwise: string) => (t.has(key as never) ? t(key as never) : otherwise);
  return (
    <>
      <title>{`${t('title')} – Harbourlight`}</title>
      <h1>{t('title')}</h1>
      <p className="govuk-body">{t('lead')}</p>
      <Channels channels={tables.channels} />
      <Table
        caption={t('readers')}
        rows={tables.readers}
        rowKey={({ label }) => label}
        columns={[
          { head: t('label'), cell: ({ label }) => <TlpLabel text={labelText(label)} /> },
          { head: t('addressed-by'), cell: ({ addressedBy }) => addressedBy.map((by) => named(`addressed.${by}`, by)).join(', ') || '–' },
          {
            head: t('nobody-named'),
            cell: ({ whenNobodyIsNamed }) => whenNobodyIsNamed.map((key) => named(`everybody.${key}`, key)).join(', ') || t('must-name'),
          },
        ]}
      />
      <Grants grants={tables.grants} />
      <Table
        caption={t('workflow')}
        rows={tables.workflow}
        rowKey={({ state, step }) => `${state} ${step}`}
        columns={[
          { head: t('state'), cell: ({ state }) => t(`states.${state}`) },
          { head: t('step'), cell: ({ step }) => step },
          { head: t('to'), cell: ({ to }) => t(`states.${to}`) },
        ]}
      />
      <h2>{t('retries')}</h2>
      <p className="govuk-body">{t('retries-text', { tries: tables.retrySeconds.length })}</p>
      <ol className="hl-inline-list">
        {tables.retrySeconds.map((seconds, at) => (
          <li key={at}>{duration(seconds)}</li>
        ))}
      </ol>
    </>
  );
}

function labelText(label: Label): string {
  return `TLP:${label.replace('_', '+')}`;
}

function duration(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  return seconds < 3_600 ? `${Math.round(seconds / 60)} min` : `${Math.round((seconds / 3_600) * 10) / 10} h`;
}

function Channels({ channels }: { readonly channels: Tables['channels'] }) {
  const t = useTranslations('administration.policies');
  const names = [...new Set(channels.map(({ channel }) => channel))];
  const passage = (channel: string, label: Label) =>
    channels.find((row) => row.channel === channel && row.label === label)?.passage ?? 'never';
  return (
    <Table
      caption={t('channels')}
      rows={names}
      rowKey={(name) => name}
      columns={[
        { head: t('channel'), cell: (name) => t(`channel-names.${known(CHANNELS, name)}`) },
        ...LABELS.map((label) => ({
          head: <TlpLabel text={labelText(label)} />,
          cell: (name: string) => t(`passages.${known(PASSAGES, passage(name, label))}`),
        })),
      ]}
    />
  );
}

const CHANNELS = ['public', 'email', 'webhook', 'token', 'graphql'] as const;
const PASSAGES = ['full', 'with_rights', 'encrypted_or_notice', 'bare_notice', 'link_unless_allowed', 'second_factor', 'never'] as const;
const CONDITIONS = ['own_organisation', 'operator', 'not_own_work', 'strong_if_narrow'] as const;

function known<Value extends string>(values: readonly [...Value[]], given: string): Value {
  const found = values.find((value) => value === given);
  if (found === undefined) throw new Error(`the policy tables have a word that these pages do not know: ${given}`);
  return found;
}

function Grants({ grants }: { readonly grants: Tables['grants'] }) {
  const t = useTranslations('administration.policies');
  const roles = useTranslations('administration.role');
  return (
    <Table
      caption={t('grants')}
      rows={grants}
      rowKey={({ action }) => action}
      columns={[
        { head: t('action'), cell: ({ action }) => <code>{action}</code> },
        { head: t('roles'), cell: (row) => row.roles.map((role) => roles(role)).join(', ') },
        { head: t('scope'), cell: ({ scope }) => <code>{scope.toLowerCase()}</code> },
        { head: t('assurance'), cell: ({ assurance }) => (assurance === 2 ? t('second-factor') : t('password')) },
        {
          head: t('conditions'),
          cell: (row) => row.conditions.map((condition) => t(`condition.${known(CONDITIONS, condition)}`)).join('; ') || '–',
        },
      ]}
    />
  );
}
