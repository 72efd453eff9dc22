import type { AffectedProduct, Platform } from '../../content.js';
import { PRODUCT_STATUSES } from '../../content.js';
import { fitLine } from '../fit-text.js';
import type { JsonPlace } from '../json-place.js';
import type { StixObject } from './stix-object.js';

/**
 * Our extension of STIX 2.1 (section 7.3): the products of a report with their status, and scores that a source states otherwise than its vector says. It is
 * one for all installations, so that each understands what another wrote.
 */
export const STIX_EXTENSION_ID = 'extension-definition--c2b6fb3f-6f0d-4d1c-9c0e-8a5c5d0e7b14';

export function extensionOf({ json }: StixObject): JsonPlace {
  return json.field('extensions').field(STIX_EXTENSION_ID);
}

/** By the vector: what the source says that its score is. */
export function statedScores(object: StixObject): ReadonlyMap<string, number> {
  const stated = extensionOf(object)
    .list('stated_scores')
    .flatMap((place): [string, number][] => {
      const vector = place.text('vector');
      const { value } = place.field('score');
      const isScore = typeof value === 'number' && value >= 0 && value <= 10;
      return vector !== undefined && isScore ? [[vector, value]] : [];
    });
  return new Map(stated);
}

/** `ofVulnerabilities` turns ids of vulnerabilities into what a product's status speaks of. */
export function extensionProducts(
  container: StixObject,
  ofVulnerabilities: (ids: readonly string[]) => Pick<AffectedProduct, 'cves' | 'vulnerabilities'>,
): readonly AffectedProduct[] {
  return extensionOf(container)
    .list('affected_products')
    .flatMap((place): AffectedProduct[] => {
      const status = place.oneOf('status', PRODUCT_STATUSES);
      if (status === undefined) return [];
      const refs = place.field('vulnerability_refs').exists ? place.texts('vulnerability_refs') : undefined;
      const purl = lineOf(place, 'purl');
      const platform = place.field('platform');
      return [
        {
          ...platformOf(place),
          name: lineOf(place, 'name'),
          purl: purl?.startsWith('pkg:') === true ? purl : undefined,
          status,
          ...(refs === undefined ? {} : ofVulnerabilities(refs)),
          ...(platform.exists ? { platform: platformOf(platform) } : {}),
        },
      ];
    });
}

function platformOf(place: JsonPlace): Platform {
  return {
    vendor: lineOf(place, 'vendor') ?? '',
    product: lineOf(place, 'product') ?? 'unnamed',
    version: lineOf(place, 'version'),
    cpe: lineOf(place, 'cpe'),
  };
}

function lineOf(place: JsonPlace, name: string): string | undefined {
  const text = place.field(name).exists ? place.text(name) : undefined;
  return text === undefined || text.trim() === '' ? undefined : fitLine(text);
}
