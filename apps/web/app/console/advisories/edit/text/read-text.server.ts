import { LOCALE_FACTS, LOCALES } from '../../../../i18n/locale';
import type { AdvisoryContentInput, AdvisoryKind, LocalisedTextInput, Severity, UpdateClass } from '../../../../api/gql/graphql';
import { textIn, textsIn } from '../../../../forms/form.server';
import type { DraftChanges } from '../save.server';
import type { WorkText } from './text';
import { MAX_STEPS_SHOWN } from './step-limits';

const TEXTS = ['title', 'summary', 'description', 'impact'] as const;
const STEPS = ['recommendation', 'workarounds'] as const;
const LISTS = ['tags', 'cnvd', 'techniques', 'credits'] as const;

/** What the form changes of the text; what it does not show, or shows unchanged, is not sent and stays as it is. */
export function readText(form: FormData, work: WorkText): DraftChanges {
  const content = readContent(form, work);
  const severityReason = textIn(form, 'severityReason');
  const summaryOfChanges = localisedIn(form, 'summaryOfChanges');
  return {
    kind: textIn(form, 'kind') as AdvisoryKind,
    severity: textIn(form, 'severity') as Severity,
    severityReason: severityReason === '' ? null : severityReason,
    ...(form.has('updateClass') ? { updateClass: textIn(form, 'updateClass') as UpdateClass } : {}),
    ...(form.has('summaryOfChanges.en') ? { summaryOfChanges } : {}),
    ...(Object.keys(content).length === 0 ? {} : { content }),
  };
}

function readContent(form: FormData, { text }: WorkText): Partial<AdvisoryContentInput> {
  const content: Record<string, unknown> = {};
  const put = (name: string, now: unknown, before: unknown) => {
    if (JSON.stringify(now) !== JSON.stringify(before)) content[name] = now;
  };
  for (const name of TEXTS) put(name, localisedIn(form, name), bare(text[name]));
  for (const name of STEPS)
    if (text[name].length <= MAX_STEPS_SHOWN)
      put(
        name,
        stepsIn(form, name),
        text[name].map((step) => bare(step)),
      );
  for (const name of LISTS) put(name, linesIn(form, name), text[name]);
  put('sectors', textsIn(form, 'sectors'), text.sectors);
  put('references', referencesIn(form), text.references);
  put('restrictions', textIn(form, 'restrictions'), text.restrictions ?? '');
  put('sourceLanguage', textIn(form, 'sourceLanguage'), text.sourceLanguage);
  return content;
}

/** Line ends as the form sends them are CRLF (HTML); what is stored has LF. */
function writtenIn(form: FormData, name: string): string {
  return textIn(form, name).replaceAll('\r\n', '\n');
}

function localisedIn(form: FormData, name: string): LocalisedTextInput {
  return Object.fromEntries(LOCALES.map((locale) => [LOCALE_FACTS[locale].key, writtenIn(form, `${name}.${LOCALE_FACTS[locale].key}`)]));
}

function bare(text: { en: string | null; zhHant: string | null; zhHans: string | null } | null): LocalisedTextInput {
  return { en: text?.en ?? '', zhHant: text?.zhHant ?? '', zhHans: text?.zhHans ?? '' };
}

/** Rows that are left empty in every language are none. */
function stepsIn(form: FormData, name: string): LocalisedTextInput[] {
  const steps: LocalisedTextInput[] = [];
  for (let at = 0; form.has(`${name}.${at}.en`); at += 1) {
    const step = localisedIn(form, `${name}.${at}`);
    if (Object.values(step).some((text) => text !== '')) steps.push(step);
  }
  return steps;
}

function linesIn(form: FormData, name: string): string[] {
  return textIn(form, name)
    .split(/[\r\n]+/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** One a line: the address, a space, what is found there. */
function referencesIn(form: FormData): { url: string; summary: string }[] {
  return linesIn(form, 'references').map((line) => {
    const [url = '', ...words] = line.split(/\s+/u);
    return { url, summary: words.length === 0 ? url : words.join(' ') };
  });
}
