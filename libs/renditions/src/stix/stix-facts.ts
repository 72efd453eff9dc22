import { STIX_EXTENSION_ID } from '#libs/advisories';
import type { AdvisoryContent, Platform, Vulnerability } from '#libs/advisories';

type Extensions = Readonly<Record<string, object>> | undefined;

function extension(property: string, facts: readonly object[]): Extensions {
  return facts.length === 0 ? undefined : { [STIX_EXTENSION_ID]: { extension_type: 'property-extension', [property]: facts } };
}

/** The products of an advisory with their status, for which STIX has no object; `idsOf` names the vulnerabilities that a status speaks of. */
export function productExtension(
  { affectedProducts }: AdvisoryContent,
  idsOf: (scope: { readonly cves?: readonly string[]; readonly vulnerabilities?: readonly number[] }) => readonly string[],
): Extensions {
  const facts = affectedProducts.map(({ status, name, purl, cves, vulnerabilities, platform, ...product }) => {
    const refs = cves === undefined && vulnerabilities === undefined ? [] : [...new Set(idsOf({ cves, vulnerabilities }))];
    return stated({
      ...{ status, name, purl, ...placed(product) },
      vulnerability_refs: refs.length > 0 ? refs : undefined,
      platform: platform === undefined ? undefined : stated(placed(platform)),
    });
  });
  return extension('affected_products', facts);
}

export function scoreExtension({ cvss = [] }: Vulnerability): Extensions {
  const facts = cvss.flatMap(({ vector, statedScore }) => (statedScore === undefined ? [] : [{ vector, score: statedScore }]));
  return extension('stated_scores', facts);
}

function placed({ vendor, product, version, cpe }: Platform): Readonly<Record<string, unknown>> {
  return { vendor, product, version, cpe };
}

/** STIX has no empty texts and no null. */
function stated(facts: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined && value !== ''));
}
