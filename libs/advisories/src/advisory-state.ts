/** Where a text is. `withdrawn` is said of an advisory, `discarded` of a text that was never published. */
export const STATES = ['draft', 'in_review', 'scheduled', 'published', 'withdrawn', 'discarded'] as const;
export type AdvisoryState = (typeof STATES)[number];

export const STEPS = ['submit', 'return', 'publish', 'schedule', 'release', 'cancel_schedule', 'revise', 'withdraw', 'discard'] as const;
export type Step = (typeof STEPS)[number];
