import type { Note } from '../../content-source.js';
import type { Vulnerability } from '../../content.js';

/** What a reader sees first, drawn from the notes of a document. All are Markdown in the source language. */
export interface CsafTexts {
  readonly summary: string;
  readonly description: string;
  readonly impact?: string;
  readonly recommendation: readonly string[];
}

/** Longest description that is put together from vulnerabilities; each of them keeps its own notes in full. */
const MAX_COMPOSED_CHARACTERS = 50_000;
const RECOMMENDED = /^(recommend|mitigation|solution|workaround)/i;
const IMPACT = /^(risk evaluation|impact)/i;

/**
 * Draws the readable texts from the notes (CSAF 2.0 section 3.1.5), which stay in the content in full. The two that must not be empty
 * fall back: summary to the first vulnerability's, then to the title; description to what the vulnerabilities say, then to the summary.
 */
export function readTexts(title: string, notes: readonly Note[], vulnerabilities: readonly Vulnerability[]): CsafTexts {
  const summaries = notes.filter(({ category }) => category === 'summary');
  const recommended = notes.filter((note) => note.category !== 'legal_disclaimer' && RECOMMENDED.test(note.title ?? ''));
  const described = notes.filter((note) => isDescription(note) && !recommended.includes(note));
  const first = vulnerabilities[0];
  const summary = joined(summaries) || (first && (summaryOf(first) ?? first.title)) || title;
  return {
    summary,
    description: joined(described) || composedFrom(vulnerabilities) || summary,
    impact: joined(notes.filter((note) => IMPACT.test(note.title ?? ''))) || undefined,
    recommendation: [...new Set(recommended.map(({ text }) => text))],
  };
}

/** Red Hat's `general` note titled "Details" is the description; other general notes are standing texts. */
function isDescription({ category, title = '' }: Note): boolean {
  return category === 'description' || category === 'details' || (category === 'general' && /^(details|description)$/i.test(title));
}

function joined(notes: readonly Note[]): string {
  return notes.map(({ text }) => text.trim()).join('\n\n');
}

function composedFrom(vulnerabilities: readonly Vulnerability[]): string {
  let text = '';
  for (const vulnerability of vulnerabilities) {
    const { cve, title, notes = [] } = vulnerability;
    const note = notes.find(isDescription)?.text ?? summaryOf(vulnerability) ?? notes[0]?.text;
    const heading = [cve, title].filter((part) => part !== undefined).join(': ');
    const paragraph = [heading && `**${escaped(heading)}**`, note].filter(Boolean).join('\n\n');
    if (text.length + paragraph.length > MAX_COMPOSED_CHARACTERS) break;
    text += text && paragraph ? `\n\n${paragraph}` : paragraph;
  }
  return text;
}

function summaryOf({ notes = [] }: Vulnerability): string | undefined {
  return notes.find(({ category }) => category === 'summary')?.text;
}

/** A title is plain text: its characters must not become Markdown. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>]/g, '\\$&');
}
