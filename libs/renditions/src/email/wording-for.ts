import type { Language } from '#libs/advisories';
import type { EmailWording } from './wording.js';
import { WORDING_EN } from './wording.en.js';
import { WORDING_ZH_HANS } from './wording.zh-hans.js';
import { WORDING_ZH_HANT } from './wording.zh-hant.js';

const WORDINGS: Readonly<Record<Language, EmailWording>> = { en: WORDING_EN, 'zh-Hant': WORDING_ZH_HANT, 'zh-Hans': WORDING_ZH_HANS };

export function wordingFor(language: Language): EmailWording {
  return WORDINGS[language];
}
