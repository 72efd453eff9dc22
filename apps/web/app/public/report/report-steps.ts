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

/** Clocks and zones differ: the API too takes what lies less than a day ahead. */
const AHEAD_MS = 86_400_000;

/** What one has to know to judge the answers. */
interface Judging {
  readonly classes: readonly string[];
  readonly nowMs: number;
}

/** What is wrong with the fields of a page, by name: `future`, or the name itself for what is missing or cannot be read. */
export function problemsIn(step: Step, answers: Answers, { classes, nowMs }: Judging): Readonly<Record<string, string>> {
  const is = (name: string) => (answers[name] ?? '') !== '';
  const wrongIf = (name: string, isWrong: boolean) => (isWrong ? { [name]: name } : {});
  const instant = (name: string) => {
    const at = toInstant(answers[name] ?? '');
    if (at === undefined) return wrongIf(name, is(name));
    return Date.parse(at) > nowMs + AHEAD_MS ? { [name]: 'future' } : {};
  };
  switch (step) {
    case 'class':
      return wrongIf('class', !classes.includes(answers['class'] ?? ''));
    case 'story':
      return { ...wrongIf('whatHappened', !is('whatHappened')), ...instant('happenedAt') };
    case 'who':
      return { ...wrongIf('reporter', !REPORTERS.some((each) => each === answers['reporter'])), ...instant('awareAt') };
    case 'contact':
      return {
        ...wrongIf('contactEmail', is('contactEmail') && !/^[^\s@]+@[^\s@]+$/u.test(answers['contactEmail'] ?? '')),
        ...wrongIf('mayShare', answers['mayShare'] !== 'yes' && answers['mayShare'] !== 'no'),
      };
    case 'check':
      return {};
  }
}

/** Times are given as they are in Hong Kong, which has had one offset since 1979; undefined for what is no time. */
export function toInstant(local: string): string | undefined {
  const text = local.trim().replace(' ', 'T');
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/u.test(text)) return undefined;
  const at = new Date(`${text.length === 10 ? `${text}T00:00` : text}:00+08:00`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
