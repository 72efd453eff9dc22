import { STEPS } from './advisory-state.js';
import type { AdvisoryState, Step } from './advisory-state.js';
import { wrongState } from './advisory.errors.js';

/**
 * What can happen to an advisory. A revision walks the same way as a first text: `revise` begins a new draft, and the advisory stays
 * published with the revision before until the new one takes its place.
 */
export const WORKFLOW: Readonly<Record<AdvisoryState, Readonly<Partial<Record<Step, AdvisoryState>>>>> = {
  draft: { submit: 'in_review', discard: 'discarded' },
  in_review: { return: 'draft', publish: 'published', schedule: 'scheduled' },
  scheduled: { release: 'published', cancel_schedule: 'in_review' },
  published: { revise: 'draft', withdraw: 'withdrawn' },
  withdrawn: {},
  discarded: {},
};

/** The state after the step. Throws the conflict WRONG_STATE, which names the steps that are possible now. */
export function next(step: Step, state: AdvisoryState): AdvisoryState {
  const reached = WORKFLOW[state][step];
  if (reached === undefined) throw wrongState(step, state, stepsFrom(state));
  return reached;
}

/** The steps that are possible in a state. */
export function stepsFrom(state: AdvisoryState): readonly Step[] {
  return STEPS.filter((step) => step in WORKFLOW[state]);
}
