import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { TLP_LABELS } from '#libs/access';
import type { AffectedProduct } from '#libs/advisories';
import { aSiemensLikeAdvisory } from '../../../../test/fixtures/renditions/a-siemens-like-advisory.js';
import { anAdvisoryView } from '../../../../test/fixtures/renditions/an-advisory-view.js';
import { advisoryFullOfCanaries, CANARIES } from '../../../../test/fixtures/renditions/canaries.js';
import type { AdvisoryView } from '../advisory-view.js';
import { ADVISORY_EVENTS } from '../advisory-view.js';
import { MAX_WEBHOOK_BYTES, renderChallenge, renderTestEvent, renderWebhookPayload, WEBHOOK_PASSAGES } from './payload.js';
import { WEBHOOK_EVENT_TYPES, WEBHOOK_SCHEMAS } from './schemas.js';

const IDS = { id: '6f1c3c52-9f0e-4f4e-8f0c-0d6f2a2f8a11', supersedes: 1 };

interface Message {
  readonly type: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const ajv = new Ajv2020({ allErrors: true, strict: true });
const validators = new Map(WEBHOOK_EVENT_TYPES.map((type) => [type as string, ajv.compile(WEBHOOK_SCHEMAS[type])]));

/** Parses a body and fails on anything that its schema does not allow. */
function read(body: string): Message {
  const message = JSON.parse(body) as Message;
  const validate = validators.get(message.type);
  expect(validate?.(message)).toBe(true);
  return message;
}

function render(view: AdvisoryView, passage: 'full' | 'link' = 'full'): Message {
  return read(renderWebhookPayload(view, passage, IDS));
}

describe('an alert by webhook', () => {
  it('holds what a machine needs of a published advisory', () => {
    const view = anAdvisoryView()
      .saying({
        affectedProducts: [
          { vendor: 'Siemens', product: 'SIMATIC', version: '< V4', purl: 'pkg:generic/simatic', status: 'known_affected' },
        ],
        vulnerabilities: [{ cve: 'CVE-2026-1' }, { cve: 'CVE-2026-1' }, { cve: 'CVE-2026-2' }],
        tags: ['ics'],
        sectors: ['energy'],
      })
      .with({ exploited: true })
      .build();
    expect(read(renderWebhookPayload(view, 'full', { id: IDS.id }))).toEqual({
      type: 'advisory.published',
      timestamp: '2026-11-20T01:00:00.000Z',
      data: {
        id: IDS.id,
        trackingId: 'HL-2026-483920',
        revision: 1,
        label: 'TLP:GREEN',
        url: 'https://portal.example/advisories/HL-2026-483920',
        language: 'en',
        kind: 'security_alert',
        severity: 'high',
        exploited: true,
        publishedAt: '2026-11-20T01:00:00.000Z',
        updatedAt: '2026-11-20T01:00:00.000Z',
        title: 'Flaw in a gateway',
        summary: 'A gateway can be taken over.',
        cves: ['CVE-2026-1', 'CVE-2026-2'],
        products: [{ vendor: 'Siemens', product: 'SIMATIC', version: '< V4', purl: 'pkg:generic/simatic', status: 'known_affected' }],
        tags: ['ics'],
        sectors: ['energy'],
        counts: { cves: 2, products: 1, tags: 1 },
      },
    });
  });

  it.each(ADVISORY_EVENTS)('of type %s carries the instant of the event', (event) => {
    const { type, timestamp, data } = render(anAdvisoryView().on(event).build());
    expect(type).toBe(event);
    expect(timestamp).toBe(
      {
        'advisory.published': '2026-11-20T01:00:00.000Z',
        'advisory.updated': '2026-11-21T02:30:00.000Z',
        'advisory.withdrawn': '2026-11-22T03:00:00.000Z',
      }[event],
    );
    expect(data['supersedes']).toBe(1);
  });

  it('names the restrictions of the source beside the label', () => {
    expect(render(advisoryFullOfCanaries().build()).data['restrictions']).toBe(CANARIES.restriction);
  });

  it('as a link holds five fields and no word of the advisory', () => {
    for (const event of ADVISORY_EVENTS) {
      const view = advisoryFullOfCanaries().on(event).labelled('AMBER').build();
      const body = renderWebhookPayload(view, 'link', IDS);
      expect(Object.keys(read(body).data).sort()).toEqual(['id', 'label', 'revision', 'trackingId', 'url']);
      expect(body).not.toMatch(/canary|critical/i);
      for (const canary of Object.values(CANARIES)) expect(body).not.toContain(canary);
    }
  });

  it('of a withdrawal holds the notice and nothing of the content', () => {
    const view = advisoryFullOfCanaries().withdrawn().build();
    const body = renderWebhookPayload(view, 'full', IDS);
    expect(read(body).data['withdrawalNotice']).toBe('The report was mistaken.');
    for (const canary of Object.values(CANARIES)) expect(body).not.toContain(canary);
  });

  it.each(TLP_LABELS)('is refused for RED alone: TLP:%s', (label) => {
    for (const passage of WEBHOOK_PASSAGES) {
      const make = () => renderWebhookPayload(anAdvisoryView().labelled(label).build(), passage, IDS);
      if (label === 'RED') expect(make).toThrow('may not leave by webhook');
      else expect((JSON.parse(make()) as Message).data['label']).toBe(`TLP:${label}`);
    }
  });

  it('is the same bytes each time', () => {
    const view = aSiemensLikeAdvisory();
    expect(renderWebhookPayload(view, 'full', IDS)).toBe(renderWebhookPayload(view, 'full', IDS));
  });
});

describe('the size of an alert by webhook', () => {
  it('cuts a long list and says how long it was', () => {
    const body = renderWebhookPayload(aSiemensLikeAdvisory(), 'full', IDS);
    const { data } = read(body);
    expect(data['counts']).toEqual({ cves: 1, products: 63, tags: 2 });
    expect((data['products'] as unknown[]).length).toBeGreaterThanOrEqual(25);
    expect(Buffer.byteLength(body)).toBeLessThan(MAX_WEBHOOK_BYTES);
  });

  it.each(['x', '漏', '"', '\\', '\u0001', '\n', '\u2028', '😀', '\uD800', '<'])(
    'stays under 20 kB when everything is full of %j',
    (character) => {
      const long = character.repeat(5_000);
      const product: AffectedProduct = {
        vendor: long,
        product: long,
        version: long,
        purl: long,
        cpe: character.repeat(300),
        status: 'fixed',
      };
      const view = anAdvisoryView()
        .with({ trackingId: long, url: `https://portal.example/${'漏'.repeat(1_900)}` })
        .saying({
          title: { en: long },
          summary: { en: long.repeat(20) },
          restrictions: long,
          affectedProducts: Array.from({ length: 5_000 }, () => product),
          vulnerabilities: Array.from({ length: 5_000 }, (_, at) => ({ cve: `CVE-${at}-${long}` })),
          tags: Array.from({ length: 500 }, () => long),
          sectors: Array.from({ length: 500 }, () => long),
        })
        .build();
      const body = renderWebhookPayload(view, 'full', { ...IDS, id: long });
      expect(Buffer.byteLength(body)).toBeLessThan(MAX_WEBHOOK_BYTES);
      expect(read(body).data['counts']).toEqual({ cves: 5_000, products: 5_000, tags: 500 });
      expect(body.isWellFormed()).toBe(true);
    },
  );

  it('never halves a package URL', () => {
    const purl = `pkg:npm/${'a'.repeat(400)}`;
    const { data } = render(
      anAdvisoryView()
        .saying({ affectedProducts: [{ vendor: 'v', product: 'p', purl, status: 'fixed' }] })
        .build(),
    );
    expect(data['products']).toEqual([{ vendor: 'v', product: 'p', status: 'fixed' }]);
  });
});

describe('the messages of an endpoint', () => {
  it('are a challenge and a test', () => {
    expect(read(renderChallenge('token-1', '2026-11-23T01:02:03Z'))).toEqual({
      type: 'endpoint.challenge',
      timestamp: '2026-11-23T01:02:03.000Z',
      data: { challenge: 'token-1' },
    });
    expect(read(renderTestEvent('2026-11-23T01:02:03Z')).type).toBe('endpoint.test');
  });

  it('have types that Standard Webhooks allows, each with a schema that refuses anything more', () => {
    expect(Object.keys(WEBHOOK_SCHEMAS).sort()).toEqual([...WEBHOOK_EVENT_TYPES].sort());
    for (const type of WEBHOOK_EVENT_TYPES) expect(type).toMatch(/^[a-zA-Z0-9_]+(?:\.[a-zA-Z0-9_]+)*$/);
    const message = JSON.parse(renderTestEvent('2026-11-23T01:02:03Z')) as Message;
    expect(validators.get('endpoint.test')?.({ ...message, secret: 'x' })).toBe(false);
    const link = JSON.parse(renderWebhookPayload(anAdvisoryView().build(), 'link', IDS)) as Message;
    expect(validators.get('advisory.published')?.({ ...link, data: { ...link.data, title: 'x' } })).toBe(false);
    expect(validators.get('advisory.published')?.({ ...link, data: { ...link.data, label: 'TLP:RED' } })).toBe(false);
  });
});
