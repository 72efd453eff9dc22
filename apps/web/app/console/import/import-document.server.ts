import { gzipSync } from 'node:zlib';
import { mutate } from '../../api/api.server';
import { ImportAdvisoryDocument } from '../../api/gql/graphql';
import type { ImportAdvisoryMutation, ImportOutcome, ObjectTreatment, TlpLabel } from '../../api/gql/graphql';
import { textIn } from '../../forms/form.server';
import { importWords, issueWords, refusalLines, refusedPartWords } from '../../forms/refusal-words.server';
import type { ToldText } from '../../forms/refusal-words.server';
import type { LocalisedText } from '../../i18n/localised';
import { LABELS } from '../advisories/vocabulary';

/** One advisory that a document became, or that it was already. */
export interface ImportedAdvisory {
  readonly trackingId: string;
  readonly outcome: ImportOutcome;
  readonly sourceId: string;
  readonly title: LocalisedText | null;
  readonly isValid: boolean;
  /** Why nothing was changed. */
  readonly reason: ToldText | undefined;
}

/** What was done with one object of a document; `detail` says as what, or why not. */
export interface ImportedObject {
  readonly place: string;
  readonly type: string;
  readonly id: string | null;
  readonly name: string | null;
  readonly treatment: ObjectTreatment;
  readonly detail: ToldText;
}

/** What became of one document. `objects` are those that a page can show; `counts` counts them all. */
export type ImportResult =
  | {
      readonly place: string;
      readonly outcome: ImportOutcome;
      readonly advisories: readonly ImportedAdvisory[];
      readonly refused: readonly ToldText[];
      readonly objects: readonly ImportedObject[];
      readonly counts: Readonly<Record<ObjectTreatment, number>>;
    }
  | { readonly place: string; readonly outcome: 'REFUSED'; readonly reasons: readonly ToldText[] };

/** So much the API takes, compressed or not. */
const MAX_DOCUMENT_BYTES = 4 * 1024 * 1024;
/** Of one document, so many objects are listed: what was refused or only kept before what was used. All are counted. */
const MAX_OBJECTS = 300;
const ORDER: Readonly<Record<ObjectTreatment, number>> = { REFUSED: 0, KEPT: 1, USED: 2 };

/** Imports the one document of a form. What cannot be read is an outcome with every place and reason, so that it never stops the others. */
export async function importDocument(request: Request, form: FormData): Promise<ImportResult | undefined> {
  const file = form.get('document');
  if (!(file instanceof File) || file.size === 0) return undefined;
  const place = textIn(form, 'place') || file.name;
  const bytes = compact(Buffer.from(await file.arrayBuffer()));
  if (bytes.length > MAX_DOCUMENT_BYTES) return { place, outcome: 'REFUSED', reasons: [tooLarge(request)] };
  const label: TlpLabel | undefined = LABELS.find((each) => each === textIn(form, 'label'));
  const input = {
    document: bytes.toString('base64'),
    place,
    publish: form.has('publish'),
    ...(label === undefined ? {} : { label }),
  };
  const { done, refusal } = await mutate(request, ImportAdvisoryDocument, { input });
  if (refusal !== undefined) return { place, outcome: 'REFUSED', reasons: refusalLines(request, refusal) };
  return resultFrom(request, place, done.importAdvisory);
}

/** Larger documents go compressed; a browser that could has done that already (RFC 1952 section 2.3.1). */
function compact(bytes: Buffer): Buffer {
  const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return isCompressed || bytes.length <= MAX_DOCUMENT_BYTES ? bytes : gzipSync(bytes);
}

function tooLarge(request: Request): ToldText {
  const told = issueWords(request, { path: '', expected: `at most ${MAX_DOCUMENT_BYTES} bytes` });
  return typeof told === 'string' ? { text: told, lang: undefined } : told;
}

function resultFrom(
  request: Request,
  place: string,
  { outcome, advisory, ...imported }: ImportAdvisoryMutation['importAdvisory'],
): ImportResult {
  const { advisories, objects, refused, trackingId: first } = imported;
  const counts = { REFUSED: 0, KEPT: 0, USED: 0 };
  for (const { treatment } of objects) counts[treatment] += 1;
  return {
    place,
    outcome,
    refused: refused.map((part) => refusedPartWords(request, part)),
    counts,
    objects: [...objects]
      .sort((a, b) => ORDER[a.treatment] - ORDER[b.treatment])
      .slice(0, MAX_OBJECTS)
      .map((object) => ({ ...object, detail: importWords(request, object.detail) })),
    advisories: advisories.map((each) => ({
      ...each,
      reason: each.reason === null ? undefined : importWords(request, each.reason),
      title: each.trackingId === first ? (advisory?.title ?? null) : null,
    })),
  };
}
