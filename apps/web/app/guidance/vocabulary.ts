import type { GuidanceAudience, GuidanceTopic, HealthCheckAnswer } from '../api/gql/graphql';

export const AUDIENCES = ['GENERAL', 'SMALL_BUSINESS', 'STUDENTS', 'IT_STAFF'] as const satisfies readonly GuidanceAudience[];
export const TOPICS = [
  'ACCOUNTS',
  'SCAMS',
  'DEVICES',
  'DATA',
  'NETWORKS',
  'WEBSITES',
  'INCIDENTS',
  'OPERATIONS',
] as const satisfies readonly GuidanceTopic[];

export function isAudience(text: string | null): text is GuidanceAudience {
  return AUDIENCES.some((each) => each === text);
}

export function isTopic(text: string | null): text is GuidanceTopic {
  return TOPICS.some((each) => each === text);
}

/** One letter for each answer: the answers so far stand in the address and nowhere else. */
export const ANSWER_LETTERS = { y: 'YES', n: 'NO', u: 'DONT_KNOW', x: 'DOES_NOT_APPLY' } as const satisfies Record<
  string,
  HealthCheckAnswer
>;
export type AnswerLetter = keyof typeof ANSWER_LETTERS;

export function isAnswerLetter(text: string | undefined): text is AnswerLetter {
  return text !== undefined && Object.hasOwn(ANSWER_LETTERS, text);
}
