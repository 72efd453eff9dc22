import { describe, expect, it } from '@jest/globals';
import { CHANNELS, isNarrower, TLP_LABELS } from '#libs/access';
import type { TlpLabel } from '#libs/access';
import type { ClaimedAlert } from './claimed-alert.js';
import { emailPassage, webhookPassage } from './passage.js';

function anAlert(label: TlpLabel, currentLabel: TlpLabel, endpoint: Partial<ClaimedAlert> = {}): ClaimedAlert {
  return {
    id: 'id', claimId: 'claim', fallbackDueAt: null, tries: 0, destination: 'https://soc.example', messageId: 'msg_1', event: 'advisory.published', occasion: '1',
    endpointId: 'endpoint', advisoryId: 'advisory', revisionId: 'revision', subscriptions: [], eventAt: null, isUrgent: false, personId: null,
    organisationId: 'organisation', address: 'https://soc.example/hook', language: 'en', allowAmber: false, isVerified: true, label, currentLabel,
    openPgpKey: null, secretsVersion: 0, ...endpoint,
  }; // prettier-ignore
}

const PAIRS = TLP_LABELS.flatMap((label) => TLP_LABELS.map((current) => [label, current] as const));

describe('how much leaves by webhook', () => {
  it.each(PAIRS)('TLP:%s of a text whose advisory is TLP:%s today goes by the narrower label', (label, current) => {
    const narrower = isNarrower(current, label) ? current : label;
    const allowed = anAlert(label, current, { allowAmber: true });
    if (CHANNELS.webhook[narrower] === 'never') {
      expect(() => webhookPassage(allowed)).toThrow();
      return;
    }
    expect(webhookPassage(allowed)).toEqual({ label: narrower, passage: 'full' });
    expect(webhookPassage(anAlert(label, current)).passage).toBe(CHANNELS.webhook[narrower] === 'full' ? 'full' : 'link');
  });

  it('AMBER content needs a verified https endpoint of an organisation that its administrator allowed', () => {
    const lacking: readonly Partial<ClaimedAlert>[] = [
      { allowAmber: false },
      { isVerified: false },
      { organisationId: null, personId: 'person' },
      { address: 'http://soc.example/hook' },
    ];
    for (const endpoint of lacking)
      expect(webhookPassage(anAlert('AMBER', 'AMBER', { allowAmber: true, ...endpoint })).passage).toBe('link');
    expect(webhookPassage(anAlert('AMBER+STRICT', 'AMBER', { allowAmber: true }))).toEqual({ label: 'AMBER+STRICT', passage: 'full' });
  });
});

describe('how much leaves by mail', () => {
  it.each(PAIRS)('TLP:%s of a text whose advisory is TLP:%s today goes by the narrower label', (label, current) => {
    const narrower = isNarrower(current, label) ? current : label;
    const expected = { CLEAR: 'full', GREEN: 'full', AMBER: 'notice', 'AMBER+STRICT': 'notice', RED: 'bare_notice' }[narrower];
    expect(emailPassage(anAlert(label, current))).toEqual({ label: narrower, passage: expected });
    const withKey = anAlert(label, current, { openPgpKey: 'a key' });
    expect(emailPassage(withKey).passage).toBe(expected === 'notice' ? 'encrypted' : expected);
  });
});
