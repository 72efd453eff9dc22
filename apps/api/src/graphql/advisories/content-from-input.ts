import type { AdvisoryContent, AffectedProduct, LocalisedText } from '#libs/advisories';
import { given, isAbsent } from '../vocabulary/given.js';
import type { LocalisedTextInput } from '../vocabulary/localised-text.js';
import { fromLocalisedText } from '../vocabulary/localised-text.js';
import { idOf } from '../global-id.js';
import type {
  AdvisoryContentInput,
  AffectedProductInput,
  AudienceInput,
  IndicatorInput,
  VulnerabilityInput,
} from './advisory-content.inputs.js';

const LOCALISED = ['title', 'summary', 'description', 'impact'] as const;
const STEPS = ['recommendation', 'workarounds'] as const;

/** What a new text has where its author gives nothing. */
const EMPTY = {
  sourceLanguage: 'en',
  title: {},
  summary: {},
  description: {},
  affectedProducts: [],
  vulnerabilities: [],
  references: [],
  tags: [],
  sectors: [],
} as const;

/** The content as libs/advisories reads (and checks) it: what is given, over what was there before. */
export function contentFrom(input: AdvisoryContentInput, before: Partial<AdvisoryContent> = EMPTY): Record<string, unknown> {
  const content: Record<string, unknown> = { ...before, ...withoutAbsent(input) };
  for (const field of LOCALISED) if (!isAbsent(input[field])) content[field] = changedText(input[field], before[field] ?? {});
  for (const field of STEPS) if (!isAbsent(input[field])) content[field] = input[field].map((step) => fromLocalisedText(step));
  if (!isAbsent(input.indicators)) content['indicators'] = indicatorsFrom(input.indicators, before);
  if (!isAbsent(input.vulnerabilities)) content['vulnerabilities'] = vulnerabilitiesFrom(input.vulnerabilities, before);
  if (!isAbsent(input.affectedProducts)) content['affectedProducts'] = productsFrom(input.affectedProducts, before);
  return content;
}

const REPLACED_OF_VULNERABILITY: ReadonlySet<string> = new Set(['cvss', 'cwes', 'title', 'ids']);

/**
 * The readers of an indicator stay with it where nothing is said of them, so that a list that is saved again by somebody who does not know of
 * them never makes them wider; null takes them away.
 */
function indicatorsFrom(given: readonly IndicatorInput[], { indicators = [] }: Partial<AdvisoryContent>): object[] {
  return given.map(({ label, audience, ...rest }) => {
    const known = indicators.find(({ type, value }) => type === rest.type && value === rest.value);
    const kept = { label: label === undefined ? known?.label : label, audience: audience === undefined ? known?.audience : audience };
    return {
      ...withoutAbsent(rest),
      ...(isAbsent(kept.label) ? {} : { label: kept.label }),
      ...(isAbsent(kept.audience)
        ? {}
        : { audience: audience === undefined ? kept.audience : audienceFrom(kept.audience as AudienceInput) }),
    };
  });
}

/** What only a source can say of a vulnerability (notes, threats, vectors of single products) stays with its CVE id. */
function vulnerabilitiesFrom(given: readonly VulnerabilityInput[], { vulnerabilities = [] }: Partial<AdvisoryContent>): object[] {
  return given.map(({ cvss, ...rest }) => {
    const known = rest.cve ? vulnerabilities.find(({ cve }) => cve === rest.cve) : undefined;
    const vectors = (isAbsent(cvss) ? [] : cvss).flatMap((vector): object[] => {
      const same = (known?.cvss ?? []).filter((each) => each.vector === vector);
      return same.length > 0 ? same : [{ vector }];
    });
    const ofSource = Object.entries(known ?? {}).filter(([name]) => !REPLACED_OF_VULNERABILITY.has(name));
    return { ...Object.fromEntries(ofSource), ...withoutAbsent(rest), ...(vectors.length > 0 ? { cvss: vectors } : {}) };
  });
}

/** What only a source can say of a product (its full name, its place in the product tree, its platform) stays with the same product. */
function productsFrom(given: readonly AffectedProductInput[], { affectedProducts = [] }: Partial<AdvisoryContent>): object[] {
  const waiting = new Map<string, AffectedProduct[]>();
  for (const product of affectedProducts) waiting.set(keyOf(product), [...(waiting.get(keyOf(product)) ?? []), product]);
  return given.map((product) => {
    const { name, productId, platform, vulnerabilities } = waiting.get(keyOf(product))?.shift() ?? {};
    return { ...withoutAbsent({ name, productId, platform, vulnerabilities }), ...withoutAbsent(product) };
  });
}

function keyOf({ vendor, product, version, status }: AffectedProduct | AffectedProductInput): string {
  return JSON.stringify([vendor, product, version ?? '', status]);
}

/** A language that is not given stays; one that is given empty is taken away. */
function changedText(text: LocalisedTextInput, before: LocalisedText): LocalisedText {
  const { en = before.en, zhHant = before['zh-Hant'], zhHans = before['zh-Hans'] } = given(text);
  return fromLocalisedText({ en, zhHant, zhHans });
}

/** The same without fields that are null or not given, at every depth: GraphQL has both, the content neither. */
function withoutAbsent(value: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => !isAbsent(field))
      .map(([name, field]: [string, unknown]) => [
        name,
        Array.isArray(field) ? field.map((entry: unknown) => cleaned(entry)) : cleaned(field),
      ]),
  );
}

function cleaned(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? withoutAbsent(value) : value;
}

/** The audience with ids in place of opaque ones. */
export function audienceFrom(input: AudienceInput): Record<string, readonly string[]> {
  return {
    tiers: input.tiers ?? [],
    sectors: input.sectors ?? [],
    tierSectors: (input.tierSectors ?? []).map(({ tier, sector }) => `${tier}/${sector}`),
    groups: (input.groups ?? []).map((id) => idOf('Group', id)),
    organisations: (input.organisations ?? []).map((id) => idOf('Organisation', id)),
    persons: (input.persons ?? []).map((id) => idOf('Person', id)),
  };
}
