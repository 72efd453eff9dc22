import type { LinkAction, LinkField } from './link-actions.js';

/** The words of one page: before and after its button is pressed. */
export interface ActionWording {
  readonly title: string;
  readonly text: string;
  readonly button: string;
  readonly done: string;
}

export interface ProofInWords {
  readonly domain: string;
  readonly organisation: string;
  readonly askedBy: string;
  readonly askedByEmail: string;
}

export interface PageWording {
  readonly actions: Readonly<Record<LinkAction, ActionWording>>;
  /** What the button of the proof of a domain would prove, and what to do who knows nothing of it. */
  readonly proof: (asked: ProofInWords) => string;
  readonly fields: Readonly<Record<LinkField, string>>;
  /** One answer for a link that was used, has expired or never was. */
  readonly notGood: string;
  readonly refused: string;
  readonly tryLater: string;
}
