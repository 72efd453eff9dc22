import { describe, expect, it } from '@jest/globals';
import { actionsOf } from './actions.js';

const remedy = (category: string, details: string, products: readonly string[] = [], url: string | null = null) => ({
  ...{ category, details, url, products },
});
const step = (html: string) => ({ html });

describe('what to do', () => {
  it('begins with what fixes it, wherever a publisher recommends something too', () => {
    const text = {
      recommendation: [step('<p>Minimise network exposure.</p>')],
      workarounds: [],
      remediations: [remedy('mitigation', 'Restrict access.'), remedy('vendor_fix', 'Update to V2.41 or later version')],
    };
    const { fixes, steps, others } = actionsOf(text);
    expect(fixes.map(({ details }) => details)).toEqual(['Update to V2.41 or later version']);
    expect([steps, others]).toEqual([text.recommendation, [remedy('mitigation', 'Restrict access.')]]);
  });

  it('says nothing twice: a fix repeated for other products, as a step, as a workaround', () => {
    const { fixes, steps, others } = actionsOf({
      recommendation: [step('<p>Update to <strong>V2 &amp; later</strong>.</p>'), step('<p>Ask.</p>')],
      workarounds: [step('<p>Switch it off</p>')],
      remediations: [
        remedy('vendor_fix', 'Update to V2 & later', ['A']),
        remedy('vendor_fix', 'Update to  V2 & later.', ['B', 'A']),
        remedy('vendor_fix', 'Update to V2 & later', ['C'], 'https://vendor.example/c'),
        remedy('workaround', 'Switch it off.'),
      ],
    });
    expect(fixes.map(({ products, url }) => [products, url])).toEqual([
      [['A', 'B'], null],
      [['C'], 'https://vendor.example/c'],
    ]);
    expect([steps.map(({ html }) => html), others]).toEqual([['<p>Ask.</p>'], []]);
  });
});
