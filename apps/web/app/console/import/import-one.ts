import { data } from 'react-router';
import type { Route } from './+types/import-one';
import { requireSection } from '../console-access.server';
import { importDocument } from './import-document.server';

/** For the page with scripts, which sends its documents one by one: what became of this one. */
export async function action({ request }: Route.ActionArgs) {
  await requireSection(request, 'import');
  const result = await importDocument(request, await request.formData());
  return data({ result: result ?? null });
}
