import type { Language } from '#libs/advisories';
import type { AdvisoryView } from '../advisory-view.js';
import type { EmailWording } from './wording.js';

/** What the sections of a mail are made from. */
export interface AdvisoryPage {
  readonly view: AdvisoryView;
  readonly language: Language;
  readonly wording: EmailWording;
}
