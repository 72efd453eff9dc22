import { useTranslations } from 'use-intl';
import type { Route } from './+types/settings';
import { query } from '../../api/api.server';
import { SettingsDocument } from '../../api/gql/graphql';
import { Table } from '../../ui/static/parts';
import { requireSection } from '../console-access.server';

export async function loader({ request }: Route.LoaderArgs) {
  await requireSection(request, 'settings');
  const { settings } = await query(request, SettingsDocument);
  return { settings };
}

/** How this installation is set up. Settings are changed where it is run, and not here: a page must not be able to open a door. */
export default function Settings({ loaderData: { settings } }: Route.ComponentProps) {
  const t = useTranslations('administration.settings');
  return (
    <>
      <title>{`${t('title')} – Harbourlight`}</title>
      <h1>{t('title')}</h1>
      <p className="govuk-body">{t('lead')}</p>
      <Table
        caption={t('title')}
        rows={settings}
        rowKey={({ key }) => key}
        columns={[
          { head: t('key'), cell: ({ key }) => <code>{key}</code> },
          {
            head: t('value'),
            cell: ({ value, isSecret }) =>
              isSecret ? (
                t(value === null ? 'secret-missing' : 'secret')
              ) : value === null ? (
                t('not-set')
              ) : (
                <code className="hl-wrap">{value}</code>
              ),
          },
        ]}
      />
    </>
  );
}
