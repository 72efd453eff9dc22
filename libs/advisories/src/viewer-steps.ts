import { can } from '#libs/access';
import type { Action, Actor } from '#libs/access';
import type { AdvisoryDetail } from './advisory-detail.js';
import { stepsFrom } from './advisory-workflow.js';
import type { AdvisoryState, Step } from './advisory-state.js';
import { writersOf } from './advisory.js';

/** What a step asks of GRANTS. `release` is the worker's, with the rights of whoever scheduled it. */
export const STEP_ACTIONS: Readonly<Record<Exclude<Step, 'release'>, Action>> = {
  submit: 'advisory:submit',
  return: 'advisory:return',
  publish: 'advisory:publish',
  schedule: 'advisory:publish',
  cancel_schedule: 'advisory:publish',
  revise: 'advisory:revise',
  withdraw: 'advisory:withdraw',
  discard: 'advisory:edit',
};

/** What the viewer may do with an advisory now, of its text in work and of what is published; `edit` is said of a draft. */
export function stepsOfViewer(actor: Actor, { card, inWork, organisationId }: AdvisoryDetail): readonly (Step | 'edit')[] {
  const editors = inWork ? writersOf(inWork) : [];
  const allowed = (state: AdvisoryState): Step[] =>
    stepsFrom(state).filter((step) => step !== 'release' && can(actor, STEP_ACTIONS[step], { organisationId, editors }));
  const ofWork = inWork ? allowed(inWork.state) : [];
  const ofPublished = card ? allowed(card.state).filter((step) => step !== 'revise' || inWork === undefined) : [];
  const canEdit = inWork?.state === 'draft' && can(actor, 'advisory:edit', { organisationId });
  return [...(canEdit ? (['edit'] as const) : []), ...ofWork, ...ofPublished];
}
