import type { GuidanceArticle } from './guidance-article.js';
import { readArticles } from './read-articles.js';

let articles: readonly GuidanceArticle[] | undefined;

/** The articles that come with the platform, by slug. Read from disk once; throws INVALID_INPUT naming file and place. */
export function guidanceArticles(): readonly GuidanceArticle[] {
  articles ??= readArticles(new URL('./articles/', import.meta.url));
  return articles;
}

/** The article with this slug, if there is one. */
export function findGuidanceArticle(slug: string): GuidanceArticle | undefined {
  return guidanceArticles().find((article) => article.slug === slug);
}
