import type { LinkAction, LinkField } from './link-actions.js';

/** The words of one page: before and after its button is pressed. */
export interface ActionWording {
  readonly title: string;
  readonly text: string;
  readonly button: string;
  readonly done: string;
}

export interface PageWording {
  readonly actions: Readonly<Record<LinkAction, ActionWording>>;
  readonly fields: Readonly<Record<LinkField, string>>;
  /** One answer for a link that was used, has expired or never was. */
  readonly notGood: string;
  readonly refused: string;
  readonly tryLater: string;
}
