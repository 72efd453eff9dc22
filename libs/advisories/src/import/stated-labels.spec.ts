import { describe, expect, it } from '@jest/globals';
import { labelOfField, labelStatedIn, unreadableLabelIn } from './stated-labels.js';

describe('a label in running words', () => {
  it.each([
    ['TLPv2: TLP:RED', 'RED'],
    ['TLP:AMBER', 'AMBER'],
    ['TLP: AMBER+STRICT', 'AMBER+STRICT'],
    ['tlp:green', 'GREEN'],
    ['TLPv2: TLP:AMBER+STRICT', 'AMBER+STRICT'],
    ['TLPv1:WHITE', 'CLEAR'],
    ['TLP 2.0 AMBER', 'AMBER'],
    ['TLP：AMBER', 'AMBER'],
    ['ＴＬＰ：ＡＭＢＥＲ＋ＳＴＲＩＣＴ', 'AMBER+STRICT'],
    ['TLP AMBER', 'AMBER'],
    ['TLP-RED', 'RED'],
    ['TLP:AMBER STRICT', 'AMBER+STRICT'],
    ['TLP:AMBER-STRICT', 'AMBER+STRICT'],
    ['tlp:amber + strict', 'AMBER+STRICT'],
    ['TLP:AMBER+STRICKT', 'AMBER+STRICT'],
    ['TLP:\u200BRED', 'RED'],
    ['TLP level: "amber"', 'AMBER'],
    ['Traffic Light Protocol: **RED**', 'RED'],
    ['TLP:CLEAR, its annex TLP:RED, its summary TLP:GREEN', 'RED'],
    ['This document is TLP:AMBER+STRICT.', 'AMBER+STRICT'],
  ])('%j states %s', (text, label) => {
    expect(labelStatedIn([undefined, text])?.label).toBe(label);
  });

  it.each([
    'This product is governed by the Traffic Light Protocol (TLP) marking in the header. For more see https://us-cert.cisa.gov/tlp/',
    'Subject to the TLP. Red Hat, Inc. All rights reserved.',
    'Disclosure is not limited',
    'Copyright Red Hat',
    'tlp:redaction',
    'XTLP:RED',
  ])('none in %j', (text) => {
    expect(labelStatedIn([text])).toBeUndefined();
  });

  it('is told from something else in its place', () => {
    expect(['TLP:PURPLE', 'TLP:RED', 'TLP: see the header'].map(unreadableLabelIn)).toEqual(['PURPLE', undefined, undefined]);
    expect(['amber strict', ' TLP: RED', 'ＲＥＤ', 'mauve', ''].map(labelOfField)).toEqual([
      'AMBER+STRICT',
      'RED',
      'RED',
      undefined,
      undefined,
    ]);
  });
});
