import { describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '#libs/advisories';
import { isLinkAction, LINK_ACTIONS } from './link-actions.js';
import type { LinkAction } from './link-actions.js';
import { pageLanguage } from './page-wording-for.js';
import { askPage, tellPage } from './render-page.js';

const ACTIONS = Object.keys(LINK_ACTIONS) as LinkAction[];

describe('the page of a link', () => {
  it.each(ACTIONS.flatMap((action) => LANGUAGES.map((language) => [action, language] as const)))(
    '%s in %s asks by one form without a script',
    (action, language) => {
      const html = askPage(action, language);
      expect(html).toContain(`<html lang="${language}">`);
      expect(html.match(/<form method="post">/g)).toHaveLength(1);
      expect(html.match(/<button /g)).toHaveLength(1);
      expect(html.match(/<input /g) ?? []).toHaveLength(LINK_ACTIONS[action].length);
      expect(html).not.toMatch(/<script|javascript:|\son\w+=|src=|href=/i);
    },
  );

  it('says in other words that it is done and that the link is not good', () => {
    for (const action of ACTIONS) expect(tellPage(action, 'en', 'done')).not.toBe(tellPage(action, 'en', 'notGood'));
  });

  it('shows what was wrong as text', () => {
    expect(askPage('reset-password', 'en', { problems: ['<img src=x onerror=alert(1)>'] })).toContain('&lt;img');
  });

  it('speaks the language that the link names, else one of the browser, else English', () => {
    expect(pageLanguage('zh-Hant', 'en')).toBe('zh-Hant');
    expect(pageLanguage(undefined, 'fr, zh-HK;q=0.8, en;q=0.5')).toBe('zh-Hant');
    expect(pageLanguage(undefined, 'zh-CN')).toBe('zh-Hans');
    expect(pageLanguage('"><script>', 'xx')).toBe('en');
    expect(pageLanguage(undefined, undefined)).toBe('en');
  });

  it('exists for the named actions alone', () => {
    expect(isLinkAction('unsubscribe')).toBe(true);
    for (const name of ['constructor', '__proto__', 'toString', '', 'sign-in']) expect(isLinkAction(name)).toBe(false);
  });
});
