import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '#libs/core';
import { parseContent } from '../content-rules.js';
import { identifyFormat } from './identify-format.js';
import { readMisp } from './misp/read-misp.js';
import { readStix } from './stix/read-stix.js';

const fixtures = new URL('../../../../test/fixtures/', import.meta.url);
const documents = ['stix/bundles/', 'misp/events/'].flatMap((folder) =>
  readdirSync(new URL(folder, fixtures), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(new URL(folder + file, fixtures), 'utf8')) as unknown)
    .filter((json) => identifyFormat(json) !== 'unknown'),
);

/** Reads it, and holds what was read to what the platform stores and an analyst may save. */
function readAndCheck(json: unknown): number {
  const format = identifyFormat(json);
  try {
    const reading = format === 'stix' ? readStix(json, { documentId: 'x' }) : format === 'misp' ? readMisp(json) : undefined;
    for (const { content, sourceKey, objects } of reading?.advisories ?? []) {
      parseContent(JSON.parse(JSON.stringify(content)), 'imported');
      expect(sourceKey.length).toBeLessThanOrEqual(2_000);
      for (const object of objects) expect(object.detail).not.toBe('');
    }
    return reading?.advisories.length ?? 0;
  } catch (error) {
    // A refusal says where and why; anything else is a fault of ours.
    if (!(error instanceof DomainError) || error.kind !== 'invalid' || error.issues.length === 0) throw error;
    return 0;
  }
}

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, part]) => pathsOf(part, [...path, Array.isArray(value) ? Number(key) : key]))];
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((part: unknown, at) => (at === key ? replaced(part, rest, by) : part));
  const record = value as Record<string, unknown>;
  return { ...record, [key]: replaced(record[key], rest, by) };
}

/** The same JSON, of which each look at a property of any depth is counted. */
function countingReads(value: object): { readonly value: object; readonly reads: () => number } {
  let reads = 0;
  const counted = <Part extends object>(part: Part): Part =>
    new Proxy(part, {
      get(target, key, receiver) {
        reads += 1;
        const found: unknown = Reflect.get(target, key, receiver);
        return typeof found === 'object' && found !== null ? counted(found) : found;
      },
    });
  return { value: counted(value), reads: () => reads };
}

const strange = fc.oneof(
  fc.constantFrom(null, '', 0, -1, true, [], {}, [null], [[]], '\u0000', '\ud800', 'x'.repeat(300_000), '__proto__', 1e308, '[', "['"),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary' }),
);

describe('documents of other formats', () => {
  it('as they are met are read, and what is read can be stored and saved', () => {
    expect(documents.length).toBeGreaterThanOrEqual(38);
    const read = documents.map((json) => readAndCheck(json));
    expect(read.every((advisories) => advisories > 0)).toBe(true);
  });

  it('with anything in any place are read or refused with place and reason', () => {
    const places = documents.map((json) => ({ json, paths: pathsOf(json) }));
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.tuple(fc.nat(), strange), { minLength: 1, maxLength: 4 }), (which, changes) => {
        const { json, paths } = places[which % places.length] ?? { json: {}, paths: [] };
        let changed: unknown = json;
        for (const [at, by] of changes) {
          const path = paths[at % paths.length] ?? [];
          try {
            changed = replaced(changed, path, by);
          } catch {
            // An earlier change took the place away.
          }
        }
        readAndCheck(changed);
      }),
      { numRuns: 150 },
    );
  });

  it('made of nothing but chance are read or refused', () => {
    const object = fc.record(
      {
        type: fc.constantFrom('indicator', 'report', 'malware', 'relationship', 'note', 'x-y', 'vulnerability'),
        id: fc.string(),
        name: strange,
        pattern: strange,
        object_refs: strange,
        labels: strange,
      },
      { requiredKeys: ['type', 'id'] },
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(object, strange)), (objects) => void readAndCheck({ type: 'bundle', id: 'bundle--1', objects })),
      { numRuns: 80 },
    );
    const part = fc.record({
      type: fc.constantFrom('ip-dst', 'md5', 'filename|md5', 'link', 'vulnerability', 'text', 'regkey|value'),
      value: strange,
      to_ids: strange,
      distribution: strange,
      Tag: strange,
    });
    fc.assert(
      fc.property(
        fc.array(fc.oneof(part, strange)),
        strange,
        (Attribute, Tag) => void readAndCheck({ Event: { info: 'x', threat_level_id: '1', Attribute, Tag } }),
      ),
      { numRuns: 80 },
    );
  });

  it('are read in steps that grow with their size: thousands of relationships to one object, circles', () => {
    const hub = { type: 'malware', id: 'malware--1', name: 'M' };
    const circle = [
      { type: 'grouping', id: 'grouping--1', object_refs: ['grouping--2', 'malware--1', 'malware--0'] },
      { type: 'grouping', id: 'grouping--2', object_refs: ['grouping--1'] },
    ];
    const stepsOf = (size: number) => {
      const relationships = Array.from({ length: size }, (_, at) => ({
        ...{ type: 'relationship', id: `relationship--${at}`, relationship_type: 'uses' },
        ...{ source_ref: `malware--${at % 2}`, target_ref: 'malware--1' },
      }));
      const counted = countingReads({
        type: 'bundle',
        id: 'bundle--1',
        objects: [hub, { ...hub, id: 'malware--0' }, ...circle, ...relationships],
      });
      expect(readAndCheck(counted.value)).toBe(2);
      return counted.reads();
    };
    const [small, large] = [stepsOf(500), stepsOf(2_000)];
    expect(small).toBeGreaterThan(5_000);
    expect(large / small).toBeLessThan(5);
  });

  it('that would keep a reader busy take no work worth speaking of: long and deep patterns', () => {
    const patterns = [
      `[${"file:name = 'a' OR ".repeat(9_000)}file:name = 'b']`,
      `${'('.repeat(100_000)}[file:name = 'a']`,
      `[file:name = '${'\\'.repeat(100_000)}`,
    ];
    const objects = patterns.map((pattern, at) => ({ type: 'indicator', id: `indicator--${at}`, pattern }));
    const before = process.cpuUsage();
    expect(readAndCheck({ type: 'bundle', id: 'bundle--1', objects })).toBe(1);
    const { user, system } = process.cpuUsage(before);
    // The processor's time of this process: what else the machine does is not in it.
    expect((user + system) / 1_000_000).toBeLessThan(10);
  });
});
