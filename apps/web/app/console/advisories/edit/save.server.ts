import { data, redirect } from 'react-router';
import { mutate, notFound } from '../../../api/api.server';
import type { ApiRefusal } from '../../../api/api.server';
import { DiscardDraftDocument, SaveDraftDocument, SubmitDraftDocument } from '../../../api/gql/graphql';
import type { UpdateAdvisoryInput } from '../../../api/gql/graphql';
import { textIn, textsIn, typedIn } from '../../../forms/form.server';
import type { RefusedForm } from '../../../forms/form.server';
import { issueWords, refusalSentence } from '../../../forms/refusal-words.server';
import type { FormErrors } from '../../../ui/static/error-summary';
import type { Told } from '../../../ui/static/told-text';
import type { Failure } from '../../keep-page';
import { editPath, fieldOf, linkTo, sectionOf } from './edit-sections';
import type { EditSection } from './edit-sections';

export type DraftChanges = Partial<Omit<UpdateAdvisoryInput, 'id' | 'trackingId' | 'expectedSavedAt'>>;

/** What an editor's form answers where it does not lead on. `isConflict`: somebody else saved since; nothing was changed, nothing is lost. */
export interface SectionAnswer extends RefusedForm {
  readonly isConflict: boolean;
  /** Of a saving that succeeded: an automatic one, or one after which submitting was refused. */
  readonly savedAt?: string;
  /** Of a refused form, what was ticked: every value of each field. */
  readonly ticked?: Readonly<Record<string, readonly string[]>>;
  /** Where the form could not be sent at all: told in the browser, never by an action. */
  readonly failure?: Failure;
}

interface Saving {
  readonly request: Request;
  readonly trackingId: string;
  readonly section: EditSection;
  readonly form: FormData;
  readonly changes: DraftChanges;
  /** Where to go after an ordinary saving; the section itself where none is given. */
  readonly then?: string;
}

/**
 * Saves one section of a draft and does what the pressed button says: `save`, `autosave`, `overwrite` (save over what somebody else saved),
 * `submit`. Whatever is refused comes back with all that was typed.
 */
export async function saveSection(saving: Saving) {
  const { trackingId, section, form, then } = saving;
  const act = textIn(form, 'do');
  if (act === 'discard') return discard(saving);
  const saved = await save(saving, act === 'overwrite');
  if (saved.refusal !== undefined) return refused(saving, saved.refusal);
  const savedAt = saved.done.updateAdvisory.advisory.inWork?.savedAt ?? '';
  if (act === 'autosave') return data<SectionAnswer>({ errors: {}, typed: {}, isConflict: false, savedAt });
  if (act === 'submit') return submit(saving, savedAt);
  return redirect(`${then ?? editPath(trackingId, section)}?done=saved&at=${encodeURIComponent(savedAt)}`);
}

async function save({ request, trackingId, form, changes }: Saving, isOverwriting: boolean) {
  const expectedSavedAt = textIn(form, 'expectedSavedAt');
  const input = { trackingId, ...changes, ...(isOverwriting || expectedSavedAt === '' ? {} : { expectedSavedAt }) };
  return mutate(request, SaveDraftDocument, { input });
}

/** What was saved before stays saved: the page must know of it, or its next saving would conflict with this one. */
async function submit(saving: Saving, savedAt: string) {
  const { request, trackingId } = saving;
  const { refusal } = await mutate(request, SubmitDraftDocument, { input: { trackingId } });
  if (refusal === undefined) return redirect(`/console/advisories/${trackingId}?done=submitted`);
  return refused(saving, refusal, savedAt);
}

async function discard(saving: Saving) {
  const { request, trackingId } = saving;
  const { refusal } = await mutate(request, DiscardDraftDocument, { input: { trackingId } });
  return refusal === undefined ? redirect('/console/advisories?state=draft&done=discarded') : refused(saving, refusal);
}

/** Each error at its field; what is on another section's page leads there. */
function refused({ request, trackingId, section, form }: Saving, refusal: ApiRefusal, savedAt?: string) {
  if (refusal.kind === 'NOT_FOUND') return notFound();
  const errors: Record<string, Told> = {};
  for (const issue of refusal.issues) {
    const path = issue.path.replace(/^input\./u, '');
    const place = path === '' || sectionOf(path) === section ? fieldOf(path) : linkTo(trackingId, path);
    errors[place] ??= issueWords(request, issue);
  }
  if (refusal.issues.length === 0) errors[''] = refusalSentence(request, refusal);
  const isConflict = refusal.code === 'STALE_DRAFT';
  return data<SectionAnswer>(
    {
      errors: isConflict ? {} : errors,
      typed: typedIn(form),
      ticked: tickedIn(form),
      isConflict,
      ...(savedAt === undefined ? {} : { savedAt }),
    },
    { status: isConflict ? 409 : 422 },
  );
}

export function refuseSection(errors: FormErrors, form: FormData) {
  return data<SectionAnswer>({ errors, typed: typedIn(form), ticked: tickedIn(form), isConflict: false }, { status: 422 });
}

/** The lists that a form may tick; `typedIn` keeps one value of each. */
const TICKED = ['tiers', 'sectors', 'tierSectors', 'groups', 'organisations', 'persons'] as const;

function tickedIn(form: FormData): NonNullable<SectionAnswer['ticked']> {
  return Object.fromEntries(TICKED.map((name) => [name, textsIn(form, name)]));
}
