import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi } from '../support/api-client.js';
import type { ApiClient, RunningApi } from '../support/api-client.js';
import { anOrganisation } from '../support/builders/organisation.js';
import { aPerson } from '../support/builders/person.js';
import { shipGuidance } from '../support/ship-guidance.js';
import { testDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let api: RunningApi;
let analyst: ApiClient;
let reviewer: ApiClient;
let outsider: ApiClient;
let admin: ApiClient;

beforeAll(async () => {
  database = await testDatabase();
  await shipGuidance(database);
  api = await startApi(database);
  const cert = await anOrganisation().operator().savedIn(database);
  const bank = await anOrganisation().industry().ofSectors('finance').savedIn(database);
  analyst = await api.as(await aPerson().of(cert).withRoles('analyst').savedIn(database));
  reviewer = await api.as(await aPerson().of(cert).withRoles('reviewer').savedIn(database));
  admin = await api.as(await aPerson().of(cert).withRoles('administrator').savedIn(database));
  outsider = await api.as(await aPerson().of(bank).withRoles('analyst', 'reviewer').savedIn(database));
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

const FIRST = { action: 'Do it.', why: 'It helps.', link: { text: 'How', target: 'step:1' } };
const TEXT = {
  language: 'EN',
  title: 'Keep the printer safe',
  summary: 'A printer is a computer.',
  forWhom: 'Everybody.',
  first: [FIRST, FIRST, FIRST],
  steps: [{ title: 'All printers', body: '1. **Change** the password. See [phishing](article:phishing).' }],
  check: 'It asks for the new one.',
  ifWrong: 'See [what to do](page:attacked).',
  checklist: ['Password changed'],
};
const STEP = (name: string) =>
  `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { article { id slug state revisionNumber title { en } } } }`;

interface Written {
  readonly createGuidanceArticle: { readonly article: { readonly id: string } };
}

async function aDraft(slug: string): Promise<string> {
  const input = { slug, content: { topic: 'DEVICES', audiences: ['GENERAL'], texts: [TEXT] } };
  return (await analyst.query<Written>(STEP('createGuidanceArticle'), { input })).createGuidanceArticle.article.id;
}

describe('guidance', () => {
  it('is there from the start, in three languages, with links that lead to pages of the portal', async () => {
    const { guidanceArticles } = await api.client.query<{ guidanceArticles: { slug: string }[] }>('{ guidanceArticles { slug } }');
    expect(guidanceArticles.length).toBeGreaterThanOrEqual(20);
    const one = `{ guidanceArticle(slug: "email-account-broken-into") { state topic minutes related { slug } current { sources { publisher } }
      text(language: ZH_HANT) { language isFallback isOutdated title ifWrongHtml first { link { kind href } } steps { title html } } } }`;
    const { guidanceArticle } = await api.client.query<{ guidanceArticle: { text: { ifWrongHtml: string; first: unknown[] } } }>(one);
    expect(guidanceArticle).toMatchObject({ state: 'PUBLISHED', text: { language: 'ZH_HANT', isFallback: false, isOutdated: false } });
    expect(guidanceArticle.text.ifWrongHtml).toContain('<a href="/tc/attacked">');
    expect(guidanceArticle.text.first).toContainEqual({ link: { kind: 'ARTICLE', href: '/tc/advice/passwords-and-passkeys' } });
    expect(guidanceArticle.text.ifWrongHtml).not.toContain('portal.invalid');
  });

  it.each([
    ['電郵帳戶被入侵', 'email-account-broken-into'],
    ['邮箱被盗怎么办', 'email-account-broken-into'],
    ['我的電郵被黑客入侵了，應該怎麼辦？', 'email-account-broken-into'],
    ['有人登录了我的邮箱，怎么办', 'email-account-broken-into'],
    ['what do I do about my broken-into mail account', 'email-account-broken-into'],
    ['my email got hacked', 'email-account-broken-into'],
    ['手機不見了', 'lost-phone'],
    ['文件被加密了要钱', 'ransomware'],
    ['钓鱼邮件', 'phishing'],
    ['how do I back up my files', 'backups'],
  ])('answers "%s" with %s first', async (query, slug) => {
    const { searchGuidance } = await api.client.query<{ searchGuidance: { slug: string }[] }>(
      'query ($query: String!) { searchGuidance(query: $query, language: ZH_HANS) { slug } }',
      { query },
    );
    expect(searchGuidance[0]?.slug).toBe(slug);
  });

  it('walks from a draft of one to the public by the hand of another', async () => {
    const id = await aDraft('safe-printer');
    const read = '{ guidanceArticle(slug: "safe-printer") { state text(language: ZH_HANS) { language isFallback steps { html } } } }';
    for (const client of [api.client, outsider, admin]) expect(await client.query(read)).toEqual({ guidanceArticle: null });
    expect(await outsider.refusal(STEP('submitGuidanceArticle'), { input: { id } })).toBe('NOT_FOUND');
    await analyst.query(STEP('submitGuidanceArticle'), { input: { id } });
    expect(await analyst.refusal(STEP('publishGuidanceArticle'), { input: { id } })).toBe('NOT_ALLOWED');
    for (const client of [api.client, outsider]) expect(await client.query(read)).toEqual({ guidanceArticle: null });
    await reviewer.query(STEP('publishGuidanceArticle'), { input: { id } });
    expect(await api.client.query(read)).toMatchObject({
      guidanceArticle: { state: 'PUBLISHED', text: { language: 'EN', isFallback: true } },
    });
    await analyst.query(STEP('reviseGuidanceArticle'), { input: { id, summaryOfChanges: { en: 'A word.' } } });
    const zhHans = { ...TEXT, language: 'ZH_HANS', title: '保护打印机' };
    await analyst.query(STEP('updateGuidanceArticle'), { input: { id, content: { texts: [zhHans] } } });
    await analyst.query(STEP('updateGuidanceArticle'), {
      input: { id, content: { texts: [{ ...TEXT, title: 'Keep every printer safe' }] } },
    });
    await analyst.query(STEP('submitGuidanceArticle'), { input: { id } });
    await reviewer.query(STEP('publishGuidanceArticle'), { input: { id } });
    const history = `{ guidanceArticle(slug: "safe-printer") { revisionNumber history { number summaryOfChanges { text } outdatedTranslations text { title } } } }`;
    expect(await api.client.query(history)).toEqual({
      guidanceArticle: {
        revisionNumber: 2,
        history: [
          { number: 1, summaryOfChanges: null, outdatedTranslations: [], text: { title: 'Keep the printer safe' } },
          {
            number: 2,
            summaryOfChanges: { text: 'A word.' },
            outdatedTranslations: ['ZH_HANS'],
            text: { title: 'Keep every printer safe' },
          },
        ],
      },
    });
    await reviewer.query(STEP('withdrawGuidanceArticle'), { input: { id, notice: { en: 'Wrong.' } } });
    const gone =
      '{ guidanceArticle(slug: "safe-printer") { state withdrawalNotice { html(language: ZH_HANT) } text { title } history { number } summary { en } } }';
    expect(await api.client.query(gone)).toEqual({
      guidanceArticle: { state: 'WITHDRAWN', withdrawalNotice: { html: '<p>Wrong.</p>\n' }, text: null, history: [], summary: null },
    });
  });

  it('counts whether it was useful, for the desk alone', async () => {
    const give = 'mutation ($input: GuidanceFeedbackInput!) { guidanceFeedback(input: $input) { counted } }';
    for (const isUseful of [true, true, false]) await api.client.query(give, { input: { slug: 'wifi', language: 'ZH_HANT', isUseful } });
    expect(await api.client.refusal(give, { input: { slug: 'no-such-article', language: 'EN', isUseful: true } })).toBe('NOT_FOUND');
    const read = '{ guidanceArticle(slug: "wifi") { feedback { language useful notUseful } } }';
    expect(await analyst.query(read)).toEqual({ guidanceArticle: { feedback: [{ language: 'ZH_HANT', useful: 2, notUseful: 1 }] } });
    for (const client of [api.client, outsider]) expect(await client.query(read)).toEqual({ guidanceArticle: { feedback: [] } });
  });
});
