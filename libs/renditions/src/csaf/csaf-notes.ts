import { isDrawnFrom, isOfObjects, linesOf, notesBeside } from '#libs/advisories';
import type { AdvisoryContent, Note } from '#libs/advisories';
import type { AdvisoryView } from '../advisory-view.js';
import { sectorName } from '../names.js';
import type { CsafNote } from './csaf-shapes.js';
import { csafNotes } from './csaf-statements.js';
import type { VulnerabilityContext } from './csaf-vulnerabilities.js';

const SECTORS = /^critical infr?as?tructure sectors/i;

/** The notes of a document: the texts, what CSAF 2.0 has no field for, and where it comes from. */
export function documentNotes(view: AdvisoryView, context: VulnerabilityContext, isTranslation: boolean): readonly CsafNote[] {
  const { content } = view;
  const source = content.notes ?? [];
  const others = notesBeside(content);
  const isAsImported = !isTranslation && !isOfObjects(content) && source.length > 0 && saysTheSame(content);
  // A translation has no words of the source but those that must travel with it.
  const kept = isTranslation ? others.filter(({ category }) => category === 'legal_disclaimer') : others.map(asNoDetail);
  const texts = isAsImported ? csafNotes(source) : [...writtenTexts(context), ...csafNotes(kept)];
  return [...texts, ...furtherNotes(view, context)];
}

/** Whoever reads the document takes details, summaries and descriptions for parts of the text: what stands beside it is of no such category. */
function asNoDetail(note: Note): Note {
  return isDrawnFrom({ category: note.category, text: '' }) ? { ...note, category: 'other' } : note;
}

/** A document with findings is never exported as valid silently. */
export function findingNotes(findings: readonly string[], { words }: VulnerabilityContext): readonly CsafNote[] {
  return findings.length === 0 ? [] : [{ category: 'other', title: words.sourceFindings, text: findings.join('\n') }];
}

function writtenTexts({ content, words, inLanguage }: VulnerabilityContext): readonly CsafNote[] {
  const { title, summary, description, impact, recommendation = [], workarounds = [], vulnerabilities } = content;
  const note = (category: string, heading: string, text: string | undefined): CsafNote[] =>
    text === undefined ? [] : [{ category, title: heading, text }];
  return [
    ...note('summary', words.summary, inLanguage(summary) ?? inLanguage(title)),
    ...note('description', words.description, inLanguage(description)),
    ...note('details', words.impact, inLanguage(impact)),
    ...recommendation.flatMap((step) => note('general', words.recommendation, inLanguage(step))),
    // With vulnerabilities they are remediations there.
    ...(vulnerabilities.length > 0 ? [] : workarounds.flatMap((step) => note('general', words.workaround, inLanguage(step)))),
  ];
}

function furtherNotes({ content, exploited }: AdvisoryView, { words, inLanguage }: VulnerabilityContext): readonly CsafNote[] {
  const { cnvd = [], techniques = [], indicators = [], sectors, tags, notes = [], remediations = [], vulnerabilities, source } = content;
  const list = (title: string, lines: readonly string[], separator = '\n'): CsafNote[] =>
    lines.length === 0 ? [] : [{ category: 'other', title, text: lines.join(separator) }];
  const isNamed = notes.some(({ title }) => SECTORS.test(title ?? ''));
  const language = inLanguage({ en: 'en', 'zh-Hant': 'zh-Hant', 'zh-Hans': 'zh-Hans' }) as 'en' | 'zh-Hant' | 'zh-Hans';
  return [
    ...(exploited ? list(words.exploitation, [words.exploited]) : []),
    ...list(words.otherIds, cnvd),
    ...list(words.techniques, techniques, ', '),
    ...list(
      words.indicators,
      indicators.map(({ type, value, comment }) => `${type}: ${value}${comment === undefined ? '' : ` (${comment})`}`),
    ),
    ...(isNamed
      ? []
      : list(
          words.sectors,
          sectors.map((code) => sectorName(code, language)),
          ', ',
        )),
    ...list(words.tags, tags, ', '),
    ...(vulnerabilities.length > 0
      ? []
      : list(
          words.otherStatements,
          remediations.map(({ category, details }) => `${category}: ${details}`),
        )),
    ...(source === undefined ? [] : list(words.source, [sourceLine(source)])),
  ];
}

function sourceLine(source: NonNullable<AdvisoryContent['source']>): string {
  const { publisher, publisherNamespace, trackingId, version, initialReleaseDate, currentReleaseDate } = source;
  return `${publisher} (${publisherNamespace}): ${trackingId}, version ${version}, ${initialReleaseDate} to ${currentReleaseDate}`;
}

/**
 * Whether the texts are still those that the import drew from the notes. Where an analyst has changed one, the notes that it was drawn from
 * are left out: what somebody has taken out of an advisory must not come back by another way.
 */
function saysTheSame(content: AdvisoryContent): boolean {
  const { sourceLanguage, title, summary, description, impact, recommendation = [], notes = [], vulnerabilities } = content;
  const texts = [summary, description, impact, ...recommendation].map((text) => text?.[sourceLanguage] ?? '');
  const drawn = notes.filter(isDrawnFrom).map(({ text }) => text);
  const ofVulnerabilities = vulnerabilities.flatMap((each) => [
    [each.cve, each.title].filter((part) => part !== undefined).join(': '),
    each.title ?? '',
    ...(each.notes ?? []).map(({ text }) => text),
  ]);
  const written = linesOf(texts);
  const known = linesOf([...drawn, ...ofVulnerabilities, title[sourceLanguage] ?? '']);
  return [...written].every((line) => known.has(line)) && [...linesOf(drawn)].every((line) => written.has(line));
}
