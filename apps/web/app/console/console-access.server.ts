import { notFound } from '../api/api.server';
import { requireViewer } from '../api/viewer.server';
import type { Viewer } from '../api/viewer.server';
import { CONSOLE_SECTIONS } from '../ui/console/shell';
import type { ConsoleSection } from '../ui/console/shell';

/** Who is signed in; for somebody without the right to a section its pages do not exist. */
export async function requireSection(request: Request, section: ConsoleSection): Promise<Viewer> {
  const viewer = await requireViewer(request);
  return CONSOLE_SECTIONS[section](viewer) ? viewer : notFound();
}
