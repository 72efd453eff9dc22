import { LANGUAGES } from '#libs/advisories';
import type { AdvisoryContent, Language, LocalisedText } from '#libs/advisories';
import { toLocalisedText } from '../vocabulary/localised-text.js';
import type { AdvisoryText, CvssVector, Remediation, Vulnerability } from './advisory-content.types.js';
import { toAffectedProducts } from './affected-products.js';

/** The content of a text as GraphQL gives it; indicators are a field of their own. */
export function toAdvisoryText(content: AdvisoryContent, revision: number): AdvisoryText {
  const localised = (text: LocalisedText) => toLocalisedText(text, content.sourceLanguage);
  const optional = (text: LocalisedText | undefined) => (text ? localised(text) : null);
  const several = (texts: readonly LocalisedText[] | undefined) => (texts ?? []).map(localised);
  return {
    content,
    revision,
    title: localised(content.title),
    summary: localised(content.summary),
    description: localised(content.description),
    impact: optional(content.impact),
    recommendation: several(content.recommendation),
    workarounds: several(content.workarounds),
    affectedProducts: toAffectedProducts(content),
    vulnerabilities: content.vulnerabilities.map(toVulnerability),
    cnvd: [...(content.cnvd ?? [])],
    techniques: [...(content.techniques ?? [])],
    references: [...content.references],
    remediations: toRemediations(content),
    credits: [...(content.credits ?? [])],
    tags: content.tags,
    sectors: content.sectors,
    sourceLanguage: content.sourceLanguage,
    restrictions: content.restrictions ?? null,
    outdatedTranslations: outdatedTranslations(content),
  };
}

function toRemediations({ remediations = [], productTree }: AdvisoryContent): Remediation[] {
  return remediations.map(({ entitlements, restartRequired, cves, ...remediation }) => ({
    ...remediation,
    entitlements: [...(entitlements ?? [])],
    restartRequired: restartRequired?.category ?? null,
    cves: [...(cves ?? [])],
    scope: remediation,
    tree: productTree,
  }));
}

function toVulnerability({ cve, ids, title, cwes, cvss, notes, references }: AdvisoryContent['vulnerabilities'][number]): Vulnerability {
  return {
    cve: cve ?? null,
    ids: [...(ids ?? [])],
    title: title ?? null,
    cwes: [...(cwes ?? [])],
    cvss: (cvss ?? []).map(({ severity, ...vector }): CvssVector => ({ ...vector, severity: severity === 'none' ? null : severity })),
    notes: (notes ?? []).map(({ text }) => text),
    references: [...(references ?? [])],
  };
}

/** Languages that were last written before the source text was. */
function outdatedTranslations({ sourceLanguage, translatedAt = {} }: AdvisoryContent): Language[] {
  const source = Date.parse(translatedAt[sourceLanguage] ?? '');
  return LANGUAGES.filter((language) => language !== sourceLanguage && Date.parse(translatedAt[language] ?? '') < source);
}
