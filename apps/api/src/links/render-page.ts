import type { Language } from '#libs/advisories';
import type { ProofAsked } from '#libs/accounts';
import { escapeHtml } from '#libs/renditions';
import { LINK_ACTIONS } from './link-actions.js';
import type { LinkAction, LinkField } from './link-actions.js';
import { wordingOf } from './page-wording-for.js';

const STYLE =
  'body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}' +
  'label{display:block;margin:1rem 0 .25rem}input{font:inherit;width:100%;padding:.5rem;box-sizing:border-box;border:1px solid #555}' +
  'button{font:inherit;margin-top:1.5rem;padding:.6rem 1.2rem;background:#0b4f8a;color:#fff;border:0}button:focus,input:focus{outline:3px solid #e8a400}';

const AUTOCOMPLETE: Readonly<Record<LinkField, string>> = { name: 'name', password: 'new-password', domain: 'off', mailbox: 'off' };
const TYPE: Readonly<Record<LinkField, string>> = { name: 'text', password: 'password', domain: 'text', mailbox: 'text' };

interface Asking {
  /** What was wrong with what was sent before. */
  readonly problems?: readonly string[];
  /** What the button would prove, where it proves a domain. */
  readonly about?: ProofAsked | undefined;
}

/** The page of a link before its button is pressed. */
export function askPage(action: LinkAction, language: Language, { problems = [], about }: Asking = {}): string {
  const wording = wordingOf(language);
  const { title, button } = wording.actions[action];
  const text = about === undefined ? wording.actions[action].text : wording.proof({ ...about, organisation: nameIn(about, language) });
  const complaint =
    problems.length === 0
      ? ''
      : `<p role="alert">${escapeHtml(wording.refused)} ${problems.map((problem) => escapeHtml(problem)).join('; ')}</p>`;
  const fields = LINK_ACTIONS[action].map((field) => inputOf(field, wording.fields[field])).join('');
  // The address of the form is that of the page: the token stands nowhere else.
  return page(
    language,
    title,
    `<p>${escapeHtml(text)}</p>${complaint}<form method="post">${fields}<button type="submit">${escapeHtml(button)}</button></form>`,
  );
}

/** After the button: what happened, in one sentence. */
export function tellPage(action: LinkAction, language: Language, sentence: 'done' | 'notGood' | 'tryLater'): string {
  const wording = wordingOf(language);
  const text = sentence === 'done' ? wording.actions[action].done : wording[sentence];
  return page(language, wording.actions[action].title, `<p>${escapeHtml(text)}</p>`);
}

function nameIn({ name, nameZhHant, nameZhHans }: ProofAsked, language: Language): string {
  return { en: name, 'zh-Hant': nameZhHant ?? name, 'zh-Hans': nameZhHans ?? name }[language];
}

function inputOf(field: LinkField, label: string): string {
  const rest = field === 'password' ? ' minlength="15" maxlength="256"' : ' maxlength="200"';
  return `<label for="${field}">${escapeHtml(label)}</label><input id="${field}" name="${field}" type="${TYPE[field]}" autocomplete="${AUTOCOMPLETE[field]}" required${rest}>`;
}

function page(language: Language, title: string, body: string): string {
  const heading = escapeHtml(title);
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${heading} · Harbourlight</title><style>${STYLE}</style></head><body><main><h1>${heading}</h1>${body}</main></body></html>`;
}
