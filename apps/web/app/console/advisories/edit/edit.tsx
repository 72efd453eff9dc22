import { NavLink, Outlet, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/edit';
import { notFound, query } from '../../../api/api.server';
import { ConsoleAdvisoryDocument } from '../../../api/gql/graphql';
import { useAdvisory } from '../advisory';
import type { AdvisoryContext } from '../advisory';
import { editPath, EDIT_SECTIONS } from './edit-sections';
import { Rail } from './rail';
import { saveSection } from './save.server';

/** Only a draft is edited, and only by its desk. */
export async function loader({ request, params }: Route.LoaderArgs) {
  const { advisory } = await query(request, ConsoleAdvisoryDocument, { trackingId: params.id });
  if (advisory === null) return notFound();
  // Whoever sees it and may not edit it, as it stands now, is shown where it stands.
  return advisory.viewerCan.edit ? null : redirect(`/console/advisories/${params.id}`);
}

/** The one form of the frame: a draft is thrown away. */
export async function action({ request, params }: Route.ActionArgs) {
  return saveSection({ request, trackingId: params.id, section: 'text', form: await request.formData(), changes: {} });
}

export default function Edit() {
  const context = useAdvisory();
  return (
    <div className="hl-editor">
      <div className="hl-editor__main">
        <SectionTabs trackingId={context.advisory.trackingId} />
        <Outlet context={context satisfies AdvisoryContext} />
      </div>
      <Rail advisory={context.advisory} />
    </div>
  );
}

function SectionTabs({ trackingId }: { readonly trackingId: string }) {
  const t = useTranslations('console.edit.sections');
  return (
    <nav className="hl-tabs hl-tabs--inner" aria-label={t('label')}>
      <ul>
        {EDIT_SECTIONS.map((section) => (
          <li key={section}>
            <NavLink to={editPath(trackingId, section)} end={section === 'text'}>
              {t(section)}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
