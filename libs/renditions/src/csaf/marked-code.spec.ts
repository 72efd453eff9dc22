import { describe, expect, it } from '@jest/globals';
import { markedCode, withMarkedCode } from './marked-code.js';

describe('markup in a text of a CSAF document', () => {
  it.each([
    ['a <script>alert(1)</script> b', 'a `<script>`alert(1)`</script>` b'],
    ['<img src=x onerror=alert(1)>', '`<img src=x onerror=alert(1)>`'],
    ['<!-- hidden --> and <!DOCTYPE html>', '`<!-- hidden -->` and `<!DOCTYPE html>`'],
    ['< 4 and x<4>y, List<String>', '< 4 and x<4>y, List`<String>`'],
    ['see <https://a.example/?b=<c>>', 'see <https://a.example/?b=`<c>`>'],
    ['<https://a.example/> and <a@b.example>', '<https://a.example/> and <a@b.example>'],
    ['<javascript:alert(1)>', '`<javascript:alert(1)>`'],
    ['<a title="`">', '``<a title="`">``'],
    ['a lone ` and <b>', 'a lone ` and `<b>`'],
  ])('becomes inline code: %j', (text, expected) => {
    expect(markedCode(text)).toBe(expected);
  });

  it.each(['`<b>`', 'x ``<b> ` </b>`` y', '```html\n<b>\n```', '~~~\n<b>\n\n<i>\n~~~', '  ```\n<b>\n  ```', '````\n```\n<b>\n````'])(
    'stays where it is code already: %j',
    (text) => {
      expect(markedCode(text)).toBe(text);
    },
  );

  it('is marked again behind a fence, and in a paragraph after one that never closed its backtick', () => {
    expect(markedCode('```\n<b>\n```\n<i>')).toBe('```\n<b>\n```\n`<i>`');
    expect(markedCode('one `\n\n<i> `')).toBe('one `\n\n`<i>` `');
  });

  it('changes nothing the second time, and reads long texts in a moment', () => {
    const once = markedCode('a <script> b `<c>` d');
    expect(markedCode(once)).toBe(once);
    const before = process.cpuUsage();
    markedCode('` `` <a '.repeat(50_000));
    markedCode('<'.repeat(500_000));
    expect(process.cpuUsage(before).user).toBeLessThan(2_000_000);
  });

  it('is looked for in texts alone: a title, a name and an address stay as they are', () => {
    const document = {
      title: '<b>',
      notes: [{ title: '<b>', text: '<b>' }],
      product: { name: '<b>' },
      remediations: [{ details: '<b>', url: '<b>' }],
    };
    expect(withMarkedCode(document)).toEqual({
      ...document,
      notes: [{ title: '<b>', text: '`<b>`' }],
      remediations: [{ details: '`<b>`', url: '<b>' }],
    });
  });
});
