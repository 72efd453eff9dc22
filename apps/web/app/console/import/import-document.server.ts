import { mutate } from '../../api/api.server';
import { ImportAdvisoryDocument } from '../../api/gql/graphql';
import type { ImportOutcome, TlpLabel } from '../../api/gql/graphql';
import { textIn } from '../../forms/form.server';
import type { LocalisedText } from '../../i18n/localised';
import { LABELS } from '../advisories/vocabulary';

/** What became of one document. */
export type ImportResult =
  | { readonly place: string; readonly outcome: ImportOutcome; readonly trackingId: string; readonly title: LocalisedText | null }
  | { readonly place: string; readonly outcome: 'REFUSED'; readonly reasons: readonly string[] }; // prettier-ignore

/** The API takes 4 MiB in base64. */
export const MAX_DOCUMENT_BYTES = 4 * 1024 * 1024;

/** Imports the one document of a form. What cannot be read is an outcome with every place and reason, so that it never stops the others. */
export async function importDocument(request: Request, form: FormData): Promise<ImportResult | undefined> {
  const file = form.get('document');
  if (!(file instanceof File) || file.size === 0) return undefined;
  const place = textIn(form, 'place') || file.name;
  if (file.size > MAX_DOCUMENT_BYTES) return { place, outcome: 'REFUSED', reasons: [`${file.size} > ${MAX_DOCUMENT_BYTES} bytes`] };
  const label: TlpLabel | undefined = LABELS.find((each) => each === textIn(form, 'label'));
  const input = {
    document: Buffer.from(await file.arrayBuffer()).toString('base64'),
    place,
    publish: form.has('publish'),
    ...(label === undefined ? {} : { label }),
  };
  const { done, refusal } = await mutate(request, ImportAdvisoryDocument, { input });
  if (done !== undefined) {
    const { outcome, trackingId, advisory } = done.importAdvisory;
    return { place, outcome, trackingId, title: advisory?.title ?? null };
  }
  const reasons = refusal.issues.map(
    ({ path, expected, received }) => `${path}: ${expected}${received === undefined ? '' : ` (${received})`}`,
  );
  return { place, outcome: 'REFUSED', reasons: reasons.length === 0 ? [refusal.message] : reasons };
}
