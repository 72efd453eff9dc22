import type { GuidanceTextInput, WorkTextFragment } from '../../api/gql/graphql';
import { LOCALE_FACTS } from '../../i18n/locale';
import type { Locale } from '../../i18n/locale';

export const FIRST_STEPS = 3;

/** The fields of one language's text, as a form holds them: lists are written as lines, and groups of steps under headings. */
export function fieldsOf(text: WorkTextFragment | null | undefined): Readonly<Record<string, string>> {
  if (text == null) return {};
  const first = text.first.flatMap(({ action, why, link }, at) => [
    [`first-${at}-action`, action],
    [`first-${at}-why`, why],
    [`first-${at}-link`, link.text],
    [`first-${at}-target`, link.target],
  ]);
  return {
    title: text.title,
    summary: text.summary,
    forWhom: text.forWhom,
    steps: text.steps.map(({ title, body }) => `## ${title}\n\n${body.trim()}`).join('\n\n'),
    check: text.check,
    ifWrong: text.ifWrong,
    checklist: text.checklist.join('\n'),
    ...(Object.fromEntries(first) as Record<string, string>),
  };
}

/** The posted text of one language. */
export function textOf(locale: Locale, field: (name: string) => string): GuidanceTextInput {
  const first = Array.from({ length: FIRST_STEPS }, (_, at) => ({
    action: field(`first-${at}-action`),
    why: field(`first-${at}-why`),
    link: { text: field(`first-${at}-link`), target: field(`first-${at}-target`) },
  })).filter(({ action }) => action !== '');
  return {
    language: LOCALE_FACTS[locale].language,
    title: field('title'),
    summary: field('summary'),
    forWhom: field('forWhom'),
    first,
    steps: stepsIn(field('steps')),
    check: field('check'),
    ifWrong: field('ifWrong'),
    checklist: linesIn(field('checklist')),
  };
}

/** Groups of steps: each begins with a line `## product or system`; what stands before the first is a group without a name. */
export function stepsIn(text: string): { title: string; body: string }[] {
  const groups: { title: string; body: string }[] = [];
  for (const line of text.split(/\r?\n/u)) {
    const title = /^##\s+(.*)$/u.exec(line)?.[1];
    if (title !== undefined) groups.push({ title: title.trim(), body: '' });
    else if (groups.length > 0 || line.trim() !== '') {
      const group = groups.at(-1) ?? { title: '', body: '' };
      if (groups.length === 0) groups.push(group);
      group.body += `${line}\n`;
    }
  }
  return groups.map(({ title, body }) => ({ title, body: body.trim() }));
}

export function linesIn(text: string): string[] {
  return text
    .split(/\r?\n/u)
    .map((line) => line.replace(/^[-*]\s+/u, '').trim())
    .filter((line) => line !== '');
}
