import { createHash } from 'node:crypto';
import { systemActor } from '#libs/access';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { guidanceArticles } from '../articles.js';
import type { GuidanceArticle } from '../guidance-article.js';
import type { GuidanceContent } from '../guidance-content.js';
import { guidanceIndexOf } from '../guidance-index.js';

const SHIPPING = systemActor('guidance-shipping');

/**
 * Publishes the articles that come with the platform, where they are missing or a newer release has changed them, and never over what people
 * wrote. Every worker does it at its start; the second time nothing is left to do. Needs the worker's role.
 */
@Injectable()
export class ShipGuidance {
  constructor(private readonly database: Database) {}

  /** Answers with how many were published. */
  async execute(articles: readonly GuidanceArticle[] = guidanceArticles()): Promise<number> {
    let published = 0;
    for (const article of articles) if (await this.ship(article)) published++;
    return published;
  }

  private async ship(article: GuidanceArticle): Promise<boolean> {
    const content = contentOf(article);
    const text = JSON.stringify(content);
    const hash = createHash('sha256').update(text).digest();
    const row = await this.database.as(SHIPPING, (tx) =>
      tx.find<{ shipped: boolean }>('SELECT guidance.ship_article($1, $2, $3, $4) AS shipped', [
        article.slug,
        text,
        JSON.stringify(guidanceIndexOf(content)),
        hash,
      ]),
    );
    return row?.shipped === true;
  }
}

/** The three languages of a shipped article were brought in line on the day that it was reviewed. */
function contentOf({ audiences, topic, minutes, cost, reviewedOn, sources, related, texts, keywords }: GuidanceArticle): GuidanceContent {
  const at = `${reviewedOn}T00:00:00.000Z`;
  return {
    sourceLanguage: 'en',
    ...{ audiences, topic, minutes, cost, reviewedOn, sources, related, texts, keywords },
    translatedAt: { en: at, 'zh-Hant': at, 'zh-Hans': at },
  };
}
