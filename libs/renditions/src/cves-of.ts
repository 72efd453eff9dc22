import type { AdvisoryContent } from '#libs/advisories';

/** Every CVE id of the advisory, once each, in the order of the source. */
export function cvesOf(content: AdvisoryContent): string[] {
  return [...new Set(content.vulnerabilities.flatMap(({ cve }) => cve ?? []))];
}
