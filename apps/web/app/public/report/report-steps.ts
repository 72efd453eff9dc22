/** The pages of the form, in order. Nothing is stored before the last: what was answered travels along in hidden fields. */
export const STEPS = ['class', 'story', 'who', 'contact', 'check'] as const;
export type Step = (typeof STEPS)[number];

/** What each page asks for. */
export const FIELDS_OF: Readonly<Record<Step, readonly string[]>> = {
  class: ['class'],
  story: ['whatHappened', 'affected', 'happenedAt'],
  who: ['reporter', 'awareAt', 'disrupts'],
  contact: ['contactName', 'contactEmail', 'contactPhone', 'mayShare'],
  check: [],
};

export const REPORTERS = ['PERSON', 'SMALL_BUSINESS', 'ORGANISATION', 'CRITICAL_INFRASTRUCTURE'] as const;

export type Answers = Readonly<Record<string, string>>;

/** Where the API's complaint about a field is put right. */
export function stepOf(field: string): Step {
  return STEPS.find((step) => FIELDS_OF[step].includes(field)) ?? 'check';
}

/** The fields of a page that are missing or cannot be read; by name. */
export function problemsIn(step: Step, answers: Answers, classes: readonly string[]): readonly string[] {
  const is = (name: string) => (answers[name] ?? '') !== '';
  const isInstant = (name: string) => !is(name) || toInstant(answers[name] ?? '') !== undefined;
  const wrong: Readonly<Record<Step, readonly (readonly [string, boolean])[]>> = {
    class: [['class', !classes.includes(answers['class'] ?? '')]],
    story: [
      ['whatHappened', !is('whatHappened')],
      ['happenedAt', !isInstant('happenedAt')],
    ],
    who: [
      ['reporter', !REPORTERS.some((each) => each === answers['reporter'])],
      ['awareAt', !isInstant('awareAt')],
    ],
    contact: [
      ['contactEmail', is('contactEmail') && !/^[^\s@]+@[^\s@]+$/u.test(answers['contactEmail'] ?? '')],
      ['mayShare', answers['mayShare'] !== 'yes' && answers['mayShare'] !== 'no'],
    ],
    check: [],
  };
  return wrong[step].filter(([, isWrong]) => isWrong).map(([name]) => name);
}

/** Times are given as they are in Hong Kong, which has had one offset since 1979; undefined for what is no time. */
export function toInstant(local: string): string | undefined {
  const text = local.trim().replace(' ', 'T');
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/u.test(text)) return undefined;
  const at = new Date(`${text.length === 10 ? `${text}T00:00` : text}:00+08:00`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
