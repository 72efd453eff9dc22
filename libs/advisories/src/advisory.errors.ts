import { conflict } from '#libs/core';
import type { DomainError } from '#libs/core';
import type { AdvisoryState, Step } from './advisory-state.js';

const IN_WORDS: Readonly<Record<AdvisoryState, string>> = {
  draft: 'a draft',
  in_review: 'under review',
  scheduled: 'scheduled',
  published: 'published',
  withdrawn: 'withdrawn',
  discarded: 'discarded',
};

export function wrongState(step: Step, state: AdvisoryState, possible: readonly Step[]): DomainError {
  const now = possible.length > 0 ? `possible now: ${possible.join(', ')}` : 'nothing is possible any more';
  return conflict('WRONG_STATE', `It is ${IN_WORDS[state]}, so "${step}" is not possible; ${now}.`);
}

/** Only a draft is edited; what is under review or scheduled is returned or cancelled first. */
export function notEditable(state: AdvisoryState): DomainError {
  return conflict('WRONG_STATE', `It is ${IN_WORDS[state]}; only a draft can be edited.`);
}

export function staleDraft(): DomainError {
  return conflict('STALE_DRAFT', 'Somebody saved it after you opened it: read it again.');
}

export function revisionInWork(): DomainError {
  return conflict('REVISION_IN_WORK', 'A revision of it is in work already: publish or discard that one first.');
}

/** Wider sharing needs the source's recorded permission (PRODUCT.md section 2). */
export function permissionRequired(): DomainError {
  return conflict(
    'PERMISSION_REQUIRED',
    'It would be shared more widely than its source allows: record who gave permission and where it is written.',
  );
}

export function importedAndWithdrawn(trackingId: string): DomainError {
  return conflict('IMPORT_WITHDRAWN', `It was imported and withdrawn: ${trackingId}. What is withdrawn does not come back.`);
}

/** Told to the desk that imported it, which knows that it exists. */
export function publishedToOthers(trackingId: string): DomainError {
  return conflict('IMPORT_OUT_OF_SIGHT', `It is published to others: ${trackingId}. One of its readers must import the new version.`);
}

/** A document that is kept as a draft, and that somebody must look at before it is published. */
export function heldBack(reason: string): DomainError {
  return conflict('IMPORT_HELD_BACK', `It is not published in the act of importing it: ${reason} Import it as a draft.`);
}
