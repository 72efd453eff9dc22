import type { ApiRefusal } from '../../api/api.server';
import type { Language } from '../../api/gql/graphql';
import { toInstant } from './report-steps';
import type { Answers } from './report-steps';

/** The answers as the API takes them; what was left empty is not given. */
export function toReport(answers: Answers, language: Language) {
  const text = (name: string) => answers[name]?.trim() || undefined;
  const instant = (name: string) => toInstant(answers[name] ?? '');
  const contact = filled({ name: text('contactName'), email: text('contactEmail'), phone: text('contactPhone') });
  return {
    class: text('class'),
    reporter: text('reporter'),
    whatHappened: text('whatHappened'),
    mayShare: answers['mayShare'] === 'yes',
    language,
    ...filled({ affected: text('affected'), happenedAt: instant('happenedAt'), awareAt: instant('awareAt') }),
    ...(answers['disrupts'] === 'yes' ? { disruptsCoreFunction: true } : {}),
    ...(Object.keys(contact).length === 0 ? {} : { contact }),
  };
}

function filled(fields: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

const FIELD_OF: Readonly<Record<string, string>> = {
  'contact.name': 'contactName',
  'contact.email': 'contactEmail',
  'contact.phone': 'contactPhone',
};

/** The field that the API's first complaint is about; the empty name for the report as a whole. */
export function fieldAtFault({ issues }: ApiRefusal): string {
  const path = (issues[0]?.path ?? '').replace(/^input\./u, '');
  return FIELD_OF[path] ?? path;
}
