import { describe, expect, it } from '@jest/globals';
import { CHANNEL_NAMES, CHANNELS } from './channels.js';
import type { Passage } from './channels.js';
import { isNarrower, labelText, parseLabel, TLP_LABELS } from './labels.js';

describe('a TLP label', () => {
  it.each([
    ['TLP:CLEAR', 'CLEAR'],
    ['clear', 'CLEAR'],
    [' tlp:amber+strict ', 'AMBER+STRICT'],
    ['TLP:WHITE', 'CLEAR'],
    ['white', 'CLEAR'],
    ['TLP:RED', 'RED'],
  ])('is read from %j as %s', (text, label) => {
    expect(parseLabel(text)).toBe(label);
  });

  it.each(['', 'TLP:', 'AMBER STRICT', 'TLP: GREEN', 'PINK', 'TLP:TLP:RED', 'REDD', 'GREEN,RED'])('is not made out of %j', (text) => {
    expect(parseLabel(text)).toBeUndefined();
  });

  it('is shown as FIRST spells it, never as WHITE', () => {
    expect(TLP_LABELS.map(labelText)).toEqual(['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED']);
  });

  it('is narrower than every label before it and than none after it', () => {
    for (const [at, label] of TLP_LABELS.entries())
      for (const [other, wider] of TLP_LABELS.entries()) expect(isNarrower(label, wider)).toBe(at > other);
  });
});

describe('what leaves by which channel', () => {
  /** From everything to nothing. A channel never lets more of a narrower label out than of a wider one. */
  const WIDTH: Readonly<Record<Passage, number>> = {
    full: 5,
    with_rights: 4,
    second_factor: 3,
    encrypted_or_notice: 3,
    link_unless_allowed: 3,
    bare_notice: 2,
    never: 0,
  };

  it('has an answer for each label and each channel', () => {
    for (const channel of CHANNEL_NAMES) expect(Object.keys(CHANNELS[channel])).toEqual([...TLP_LABELS]);
  });

  it('is never more for a narrower label', () => {
    for (const channel of CHANNEL_NAMES)
      for (const [at, label] of TLP_LABELS.entries())
        for (const wider of TLP_LABELS.slice(0, at))
          expect(WIDTH[CHANNELS[channel][label]]).toBeLessThanOrEqual(WIDTH[CHANNELS[channel][wider]]);
  });

  it('is CLEAR alone in public, and RED by no webhook and no token', () => {
    expect(TLP_LABELS.filter((label) => CHANNELS.public[label] !== 'never')).toEqual(['CLEAR']);
    expect([CHANNELS.webhook.RED, CHANNELS.token.RED]).toEqual(['never', 'never']);
    expect(CHANNELS.email.RED).toBe('bare_notice');
    expect(CHANNELS.graphql.RED).toBe('second_factor');
  });
});
