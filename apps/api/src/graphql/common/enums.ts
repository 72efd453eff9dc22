import { ROLES, SCOPES, SECTORS, TIERS, TLP_LABELS } from '#libs/access';
import type { TlpLabel } from '#libs/access';
import { INDICATOR_TYPES, KINDS, LANGUAGES, PRODUCT_STATUSES, SEVERITIES } from '#libs/advisories';
import type { Language } from '#libs/advisories';
import { registerEnumType } from '@nestjs/graphql';

/**
 * GraphQL names are capitals with underscores; ours are the standards' own spellings. `values` maps the one to the other, and
 * graphql-js then gives and takes our spelling by itself.
 */
function graphqlEnum<Value extends string>(values: readonly Value[]): Record<string, Value> {
  return Object.fromEntries(values.map((value) => [graphqlName(value), value]));
}

function graphqlName(value: string): string {
  return value.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
}

function described<Value extends string>(
  values: readonly Value[],
  text: (value: Value) => string,
): Record<string, { description: string }> {
  return Object.fromEntries(values.map((value) => [graphqlName(value), { description: text(value) }]));
}

const LABEL_MEANING: Readonly<Record<TlpLabel, string>> = {
  CLEAR: 'TLP:CLEAR: no limit on sharing.',
  GREEN: 'TLP:GREEN: the community, not public channels.',
  AMBER: 'TLP:AMBER: the organisations addressed and their clients, need to know.',
  'AMBER+STRICT': 'TLP:AMBER+STRICT: the organisations addressed only.',
  RED: 'TLP:RED: the persons named, nobody else.',
};

export const LabelEnum = graphqlEnum(TLP_LABELS);
registerEnumType(LabelEnum, {
  name: 'TlpLabel',
  description: 'A label of the Traffic Light Protocol 2.0 (FIRST).',
  valuesMap: described(TLP_LABELS, (label) => LABEL_MEANING[label]),
});

export const SeverityEnum = graphqlEnum(SEVERITIES);
registerEnumType(SeverityEnum, {
  name: 'Severity',
  description: 'How bad it is, ascending from LOW to CRITICAL.',
  valuesMap: described(SEVERITIES, (severity) => `Severity ${severity}.`),
});

export const KindEnum = graphqlEnum(KINDS);
registerEnumType(KindEnum, {
  name: 'AdvisoryKind',
  description: 'What sort of document an advisory is.',
  valuesMap: described(KINDS, (kind) => `A ${kind.replaceAll('_', ' ')}.`),
});

export const ProductStatusEnum = graphqlEnum(PRODUCT_STATUSES);
registerEnumType(ProductStatusEnum, {
  name: 'ProductStatus',
  description: 'What is known of a product (CSAF 2.0 section 3.2.3.9).',
  valuesMap: described(PRODUCT_STATUSES, (status) => `The product is on the list \`${status}\`.`),
});

export const IndicatorTypeEnum = graphqlEnum(INDICATOR_TYPES);
registerEnumType(IndicatorTypeEnum, {
  name: 'IndicatorType',
  description: 'What kind of observable an indicator is.',
  valuesMap: described(INDICATOR_TYPES, (type) => `An indicator of type ${type}.`),
});

const LANGUAGE_NAME: Readonly<Record<Language, string>> = {
  en: 'English.',
  'zh-Hant': 'Traditional Chinese (繁體中文).',
  'zh-Hans': 'Simplified Chinese (简体中文).',
};
export const LanguageEnum = graphqlEnum(LANGUAGES);
registerEnumType(LanguageEnum, {
  name: 'Language',
  description: 'A language that texts are written in.',
  valuesMap: described(LANGUAGES, (language) => LANGUAGE_NAME[language]),
});

export const TierEnum = graphqlEnum(TIERS);
registerEnumType(TierEnum, {
  name: 'Tier',
  description: 'The tier of a member organisation.',
  valuesMap: described(TIERS, (tier) => `Organisations of ${tier}.`),
});

export const RoleEnum = graphqlEnum(ROLES);
registerEnumType(RoleEnum, {
  name: 'Role',
  description: 'A role of a person; one may hold several.',
  valuesMap: described(ROLES, (role) => `The role ${role.replaceAll('_', ' ')}.`),
});

export const ScopeEnum = graphqlEnum(SCOPES);
registerEnumType(ScopeEnum, {
  name: 'TokenScope',
  description: 'What an API token may be used for, within what its person may do.',
  valuesMap: described(SCOPES, (scope) => `The scope ${scope}.`),
});

export const SectorEnum = graphqlEnum(SECTORS);
registerEnumType(SectorEnum, {
  name: 'Sector',
  description: 'A sector of the economy.',
  valuesMap: described(SECTORS, (sector) => `The sector ${sector.replaceAll('-', ' ')}.`),
});

export const AdvisoryStateEnum = graphqlEnum(['draft', 'in_review', 'scheduled', 'published', 'withdrawn'] as const);
registerEnumType(AdvisoryStateEnum, {
  name: 'AdvisoryState',
  description: 'Where a text stands in its workflow.',
  valuesMap: {
    DRAFT: { description: 'Being written.' },
    IN_REVIEW: { description: 'Waiting for a reviewer who did not write it.' },
    SCHEDULED: { description: 'Approved; to be published at an instant.' },
    PUBLISHED: { description: 'Published to its readers.' },
    WITHDRAWN: { description: 'Taken back; its content gives way to the notice.' },
  },
});

export const UpdateClassEnum = graphqlEnum(['editorial', 'minor', 'major'] as const);
registerEnumType(UpdateClassEnum, {
  name: 'UpdateClass',
  description: 'How much a new revision asks of its readers.',
  valuesMap: {
    EDITORIAL: { description: 'Nothing new for the reader (a typo): alerts nobody.' },
    MINOR: { description: 'Something new to know.' },
    MAJOR: { description: 'Something new to do.' },
  },
});

export const FrequencyEnum = graphqlEnum(['immediate', 'hourly', 'daily', 'weekly'] as const);
registerEnumType(FrequencyEnum, {
  name: 'Frequency',
  description: 'How often a subscription alerts.',
  valuesMap: {
    IMMEDIATE: { description: 'At once, one alert a revision.' },
    HOURLY: { description: 'One mail an hour, if there is anything.' },
    DAILY: { description: 'One mail a day, if there is anything.' },
    WEEKLY: { description: 'One mail a week, if there is anything.' },
  },
});

export const ChannelEnum = graphqlEnum(['email', 'webhook'] as const);
registerEnumType(ChannelEnum, {
  name: 'EndpointChannel',
  description: 'How an endpoint is reached.',
  valuesMap: { EMAIL: { description: 'By email.' }, WEBHOOK: { description: 'By a signed HTTP call.' } },
});
