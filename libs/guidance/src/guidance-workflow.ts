import { conflict } from '#libs/core';
import type { GuidanceState } from './guidance-content.js';

export const GUIDANCE_STEPS = ['submit', 'return', 'publish', 'discard', 'revise', 'withdraw'] as const;
export type GuidanceStep = (typeof GUIDANCE_STEPS)[number];

/** What can happen to an article. A revision walks the same way; the article stays published with the one before until it is published. */
export const GUIDANCE_WORKFLOW: Readonly<Record<GuidanceState, Readonly<Partial<Record<GuidanceStep, GuidanceState>>>>> = {
  draft: { submit: 'in_review', discard: 'discarded' },
  in_review: { return: 'draft', publish: 'published' },
  published: { revise: 'draft', withdraw: 'withdrawn' },
  withdrawn: {},
  discarded: {},
};

/** The state after the step. Throws the conflict WRONG_STATE, which names what is possible now. */
export function nextGuidanceState(step: GuidanceStep, state: GuidanceState): GuidanceState {
  const reached = GUIDANCE_WORKFLOW[state][step];
  if (reached !== undefined) return reached;
  const possible = Object.keys(GUIDANCE_WORKFLOW[state]).join(', ') || 'nothing';
  throw conflict('WRONG_STATE', `It is ${state.replace('_', ' ')}, so "${step}" is not possible; possible now: ${possible}.`);
}
