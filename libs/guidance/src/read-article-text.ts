import type { Language } from '#libs/advisories';
import type { InputIssue } from '#libs/core';
import { ARTICLE_SECTIONS, SECTION_HEADINGS } from './article-sections.js';
import type { ArticleSection } from './article-sections.js';
import type { FirstStep, GuidanceText, StepGroup } from './guidance-article.js';

interface Part {
  readonly heading: string;
  readonly line: number;
  readonly lines: string[];
}

const FIRST_STEP = /^\d+\. \*\*(?<action>.+?)\*\*\s*(?<why>\S.*?)\s*\[(?<text>[^\]]+)\]\((?<target>[^)\s]+)\)$/u;
const FIRST_STEPS = 3;

/**
 * Reads one article in one language from its Markdown file. What is wrong is added to `issues` as `file:line`, so that an editor
 * learns of every mistake at once.
 */
export function readArticleText(markdown: string, language: Language, file: string, issues: InputIssue[]): GuidanceText {
  const [head, ...parts] = split(markdown.split('\n'), '## ', 1);
  const report = (line: number, expected: string, received: string) => {
    issues.push({ path: `${file}:${line}`, expected, received });
  };
  const title = head.lines[0]?.startsWith('# ') === true ? head.lines[0].slice(2).trim() : '';
  if (title === '') report(1, 'a first line "# title"', head.lines[0] ?? '');
  const summary = bodyOf({ ...head, lines: head.lines.slice(1) });
  if (summary === '') report(2, 'a summary under the title', '');
  const section = (name: ArticleSection, at: number): Part => {
    const heading = SECTION_HEADINGS[language][name];
    const part = parts[at];
    if (part?.heading === heading) return part;
    report(part?.line ?? markdown.split('\n').length, `the heading "## ${heading}"`, part === undefined ? 'the end' : `## ${part.heading}`);
    return { heading, line: part?.line ?? 1, lines: [''] };
  };
  const [forWhom, first, steps, check, ifWrong, checklist] = ARTICLE_SECTIONS.map(section) as [Part, Part, Part, Part, Part, Part];
  for (const part of parts.slice(ARTICLE_SECTIONS.length)) report(part.line, 'no further heading', part.heading);
  for (const part of [forWhom, check, ifWrong]) if (bodyOf(part) === '') report(part.line, 'a text under the heading', '');
  return {
    title,
    summary,
    forWhom: bodyOf(forWhom),
    first: firstStepsIn(first, report),
    steps: stepGroupsIn(steps, report),
    check: bodyOf(check),
    ifWrong: bodyOf(ifWrong),
    checklist: checklistIn(checklist, report),
  };
}

type Report = (line: number, expected: string, received: string) => void;

/** What stands before the first heading, then one part per heading; `line` is where the part's heading is, counted from 1. */
function split(lines: readonly string[], marker: string, firstLine: number): [Part, ...Part[]] {
  const parts: [Part, ...Part[]] = [{ heading: '', line: firstLine, lines: [] }];
  let current = parts[0];
  for (const [at, line] of lines.entries()) {
    if (line.startsWith(marker)) {
      current = { heading: line.slice(marker.length).trim(), line: firstLine + at, lines: [] };
      parts.push(current);
    } else current.lines.push(line);
  }
  return parts;
}

function bodyOf(part: Part): string {
  return part.lines.join('\n').trim();
}

function writtenLines(part: Part): { readonly text: string; readonly line: number }[] {
  return part.lines.map((text, at) => ({ text, line: part.line + 1 + at })).filter(({ text }) => text.trim() !== '');
}

function firstStepsIn(part: Part, report: Report): FirstStep[] {
  const lines = writtenLines(part);
  if (lines.length !== FIRST_STEPS) report(part.line, `${FIRST_STEPS} steps`, String(lines.length));
  return lines.flatMap(({ text, line }) => {
    const { action, why, text: label, target } = FIRST_STEP.exec(text)?.groups ?? {};
    if (action !== undefined && why !== undefined && label !== undefined && target !== undefined)
      return [{ action, why, link: { text: label, target } }];
    report(line, '"1. **what to do** why [how](target)"', text);
    return [];
  });
}

function stepGroupsIn(part: Part, report: Report): StepGroup[] {
  const [before, ...groups] = split(part.lines, '### ', part.line + 1);
  for (const { text, line } of writtenLines(before)) report(line - 1, 'a heading "### product or system" before the steps', text);
  if (groups.length === 0) report(part.line, 'at least one heading "### product or system"', 'none');
  return groups.map((group) => {
    const body = bodyOf(group);
    if (body === '') report(group.line, 'steps under the heading', '');
    return { title: group.heading, body };
  });
}

function checklistIn(part: Part, report: Report): string[] {
  const lines = writtenLines(part);
  if (lines.length === 0) report(part.line, 'at least one item', 'none');
  return lines.map(({ text, line }) => {
    if (!text.startsWith('- ')) report(line, '"- what to tick off"', text);
    return text.slice(2).trim();
  });
}
