import { describe, expect, it } from '@jest/globals';
import { PageCache } from './page-cache.js';

/** A clock that a test moves, and a page that counts how often it is made. */
function aCache() {
  const clock = { nowMs: 0 };
  const made: string[] = [];
  const cache = new PageCache(() => clock.nowMs, {});
  const get = async (address: string, response = new Response(address)) => {
    const page = await cache.get(address, () => {
      made.push(address);
      return Promise.resolve(response);
    });
    return page.identity.body.toString();
  };
  return { cache, clock, made, get };
}

describe('the cache of public pages', () => {
  it('gives each address its own page, whatever stands behind the question mark', async () => {
    const { get, made } = aCache();
    const addresses = ['/en', '/tc', '/en?q=a', '/en?q=b', '/en?'];
    for (const address of [...addresses, ...addresses]) expect(await get(address)).toBe(address);
    expect(made).toEqual(addresses);
  });

  it('makes one page for all who ask at the same time', async () => {
    const { get, made } = aCache();
    expect(await Promise.all([get('/en'), get('/en'), get('/en')])).toEqual(['/en', '/en', '/en']);
    expect(made).toEqual(['/en']);
  });

  it('makes it anew after five seconds, and at once when something was published', async () => {
    const { get, made, clock, cache } = aCache();
    await get('/en');
    clock.nowMs = 4_999;
    await get('/en');
    expect(made).toHaveLength(1);
    clock.nowMs = 5_000;
    await get('/en');
    expect(made).toHaveLength(2);
    cache.clear();
    await get('/en');
    expect(made).toHaveLength(3);
  });

  it('keeps no page that was being made while something was published', async () => {
    const { get, made, cache } = aCache();
    let finish: (response: Response) => void = () => undefined;
    const old = cache.get('/en', () => new Promise((resolve) => (finish = resolve)));
    cache.clear();
    finish(new Response('as it was'));
    expect((await old).identity.body.toString()).toBe('as it was');
    expect([await get('/en'), made]).toEqual(['/en', ['/en']]);
  });

  it.each([
    ['a fault', new Response('oh', { status: 500 })],
    ['what a page forbids to keep', new Response('oh', { headers: { 'cache-control': 'no-store' } })],
  ])('keeps not %s', async (_, response) => {
    const { get, made } = aCache();
    expect(await get('/en', response)).toBe('oh');
    expect([await get('/en'), made]).toEqual(['/en', ['/en', '/en']]);
  });

  it('keeps not what could not be made', async () => {
    const { get, cache } = aCache();
    await expect(cache.get('/en', () => Promise.reject(new Error('the API is away')))).rejects.toThrow('the API is away');
    expect(await get('/en')).toBe('/en');
  });
});
