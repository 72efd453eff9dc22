import type { Language } from '#libs/advisories';

export const GUIDANCE_AUDIENCES = ['general', 'small_business', 'students', 'it_staff'] as const;
export type GuidanceAudience = (typeof GUIDANCE_AUDIENCES)[number];

export const GUIDANCE_TOPICS = ['accounts', 'scams', 'devices', 'data', 'networks', 'websites', 'incidents', 'operations'] as const;
export type GuidanceTopic = (typeof GUIDANCE_TOPICS)[number];

/** What following an article costs: nothing, little (a USB disk), or a service that has to be paid for. */
export const GUIDANCE_COSTS = ['free', 'low', 'paid'] as const;
export type GuidanceCost = (typeof GUIDANCE_COSTS)[number];

/** Pages of the portal that articles point to; which address they have is the portal's business. */
export const GUIDANCE_PAGES = ['attacked', 'report', 'subscribe', 'health-check', 'feeds'] as const;
export type GuidancePage = (typeof GUIDANCE_PAGES)[number];

/** A work that an article's facts come from. Articles are in our own words; `attribution` is shown where the licence asks for it. */
export interface GuidanceSource {
  readonly id: string;
  readonly publisher: string;
  readonly title: string;
  readonly url: string;
  readonly licence: string;
  readonly mayQuote: boolean;
  readonly attribution?: string;
}

/** One of the three things to do before anything else. `target` is as in `parseGuidanceTarget`. */
export interface FirstStep {
  readonly action: string;
  readonly why: string;
  readonly link: { readonly text: string; readonly target: string };
}

/** The steps for one product or system; `body` is Markdown. */
export interface StepGroup {
  readonly title: string;
  readonly body: string;
}

/** One article in one language, in the order in which the page shows it. */
export interface GuidanceText {
  /** A task, as in "Protect your business email". */
  readonly title: string;
  readonly summary: string;
  readonly forWhom: string;
  readonly first: readonly FirstStep[];
  readonly steps: readonly StepGroup[];
  /** Markdown: how to tell that it worked. */
  readonly check: string;
  /** Markdown: where to turn if it went wrong. */
  readonly ifWrong: string;
  readonly checklist: readonly string[];
}

export interface GuidanceArticle {
  /** Permanent: it is part of the page's address. */
  readonly slug: string;
  readonly audiences: readonly GuidanceAudience[];
  readonly topic: GuidanceTopic;
  /** How long following the steps takes. */
  readonly minutes: number;
  readonly cost: GuidanceCost;
  /** ISO 8601 date. */
  readonly reviewedOn: string;
  readonly sources: readonly GuidanceSource[];
  /** Slugs of articles to read next. */
  readonly related: readonly string[];
  readonly texts: Readonly<Record<Language, GuidanceText>>;
  /** What people call the thing when they look for it, in any language and whether or not a text says it so. */
  readonly keywords: readonly string[];
}
