import { describe, expect, it } from '@jest/globals';
import { checkNewWebhookUrl } from './webhook-url.js';

describe('the address of a new webhook', () => {
  it.each([
    ['https://soc.example.org/x', true, true],
    ['http://soc.example.org/x', false, false],
    ['http://8.8.8.8/x', false, false],
    ['http://127.0.0.1:4567/x', false, true],
    ['http://localhost:4567/x', false, true],
    ['http://[::1]:4567/x', false, true],
  ])('%s: in production %s, in development %s', (url, inProduction, inDevelopment) => {
    for (const [allowLoopback, isAllowed] of [[false, inProduction], [true, inDevelopment]] as const) {
      const check = () => checkNewWebhookUrl(url, { allowLoopback });
      if (isAllowed) expect(check().href).toBe(url);
      else expect(check).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ path: 'url' })] }));
    }
  }); // prettier-ignore
});
