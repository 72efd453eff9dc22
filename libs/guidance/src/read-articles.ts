import { readdirSync, readFileSync } from 'node:fs';
import type { Language } from '#libs/advisories';
import { invalid } from '#libs/core';
import type { InputIssue } from '#libs/core';
import { ABOUT, readJson, SOURCES } from './about-schema.js';
import type { GuidanceArticle, GuidanceSource, GuidanceText } from './guidance-article.js';
import { guidanceTargets, parseGuidanceTarget } from './guidance-links.js';
import { readArticleText } from './read-article-text.js';

// Not `.md`: the build takes such files for documents about the code, and leaves them out.
const FILES: Readonly<Record<Language, string>> = { en: 'en.markdown', 'zh-Hant': 'zh-hant.markdown', 'zh-Hans': 'zh-hans.markdown' };

/**
 * Reads and checks the articles of a folder: one folder per article, named by its slug, and `sources.json`. Throws INVALID_INPUT
 * with every mistake; the path of an issue is `file:line` or `file#field`.
 */
export function readArticles(folder: URL): readonly GuidanceArticle[] {
  const issues: InputIssue[] = [];
  const read = (file: string) => textOf(folder, file, issues);
  const sources = readJson(read('sources.json'), SOURCES, 'sources.json', issues) ?? {};
  const articles = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .flatMap((slug) => {
      const about = readJson(read(`${slug}/about.json`), ABOUT, `${slug}/about.json`, issues);
      const text = (language: Language): GuidanceText =>
        readArticleText(read(`${slug}/${FILES[language]}`), language, `${slug}/${FILES[language]}`, issues);
      const texts = { en: text('en'), 'zh-Hant': text('zh-Hant'), 'zh-Hans': text('zh-Hans') };
      if (about === undefined) return [];
      const cited = about.sources.flatMap((id): GuidanceSource[] => {
        const source = sources[id];
        if (source !== undefined) return [{ id, ...source, ...withoutAbsent(source.attribution) }];
        issues.push({ path: `${slug}/about.json#sources`, expected: 'an id of sources.json', received: id });
        return [];
      });
      return [{ slug, ...about, sources: cited, texts }];
    });
  issues.push(...articles.flatMap((article) => brokenLinks(article, articles)));
  if (issues.length > 0) throw invalid(issues, `The guidance articles hold ${issues.length} mistakes: ${issues.map(sentence).join('; ')}`);
  return articles;
}

function withoutAbsent(attribution: string | undefined): { attribution?: string } {
  return attribution === undefined ? {} : { attribution };
}

function sentence({ path, expected, received }: InputIssue): string {
  return `${path}: expected ${expected}${received === undefined ? '' : `, found "${received}"`}`;
}

function textOf(folder: URL, file: string, issues: InputIssue[]): string {
  try {
    return readFileSync(new URL(file, folder), 'utf8');
  } catch {
    issues.push({ path: file, expected: 'a file that can be read' });
    return '';
  }
}

function brokenLinks(article: GuidanceArticle, articles: readonly GuidanceArticle[]): InputIssue[] {
  const isKnown = (slug: string) => slug !== article.slug && articles.some((other) => other.slug === slug);
  const related = article.related
    .filter((slug) => !isKnown(slug))
    .map((received) => ({ path: `${article.slug}/about.json#related`, expected: 'the slug of another article', received }));
  const inTexts = (Object.keys(FILES) as Language[]).flatMap((language) => {
    const text = article.texts[language];
    const leadsSomewhere = (written: string): boolean => {
      const target = parseGuidanceTarget(written);
      if (target?.kind === 'article') return isKnown(target.slug);
      if (target?.kind === 'step') return target.number <= text.steps.length;
      return target !== undefined;
    };
    return targetsIn(text)
      .filter((written) => !leadsSomewhere(written))
      .map((received) => ({ path: `${article.slug}/${FILES[language]}`, expected: 'a link that leads somewhere', received }));
  });
  return [...related, ...inTexts];
}

/** Every link target of one article in one language, as written. */
export function targetsIn(text: GuidanceText): string[] {
  const bodies = [text.summary, text.forWhom, ...text.steps.map(({ body }) => body), text.check, text.ifWrong, ...text.checklist];
  return [...text.first.map(({ link }) => link.target), ...bodies.flatMap(guidanceTargets)];
}
