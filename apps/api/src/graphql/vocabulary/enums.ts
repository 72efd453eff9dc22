import { ROLES, SCOPES, SECTORS, TIERS, TLP_LABELS } from '#libs/access';
import type { TlpLabel } from '#libs/access';
import { COMMENT_READERS, INDICATOR_TYPES, KINDS, LANGUAGES, PRODUCT_STATUSES, SEVERITIES } from '#libs/advisories';
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

/** An enum of one noun, made where the noun is. */
export function describedEnum<Value extends string>(
  name: string,
  description: string,
  values: readonly Value[],
  text: (value: Value) => string,
): Record<string, Value> {
  const made = graphqlEnum(values);
  registerEnumType(made, { name, description, valuesMap: described(values, text) });
  return made;
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

export const AdvisoryStateEnum = graphqlEnum(['draft', 'in_review', 'scheduled', 'published', 'withdrawn', 'discarded'] as const);
registerEnumType(AdvisoryStateEnum, {
  name: 'AdvisoryState',
  description: 'Where a text stands in its workflow.',
  valuesMap: {
    DRAFT: { description: 'Being written.' },
    IN_REVIEW: { description: 'Waiting for a reviewer who did not write it.' },
    SCHEDULED: { description: 'Approved; to be published at an instant.' },
    PUBLISHED: { description: 'Published to its readers.' },
    WITHDRAWN: { description: 'Taken back; its content gives way to the notice.' },
    DISCARDED: { description: 'Given up before it was published.' },
  },
});

export const CommentReadersEnum = graphqlEnum(COMMENT_READERS);
registerEnumType(CommentReadersEnum, {
  name: 'CommentReaders',
  description: 'Who reads a remark about a text.',
  valuesMap: {
    DESKS: { description: 'The desk of its author and the reviewers of the operating CERT.' },
    AUTHORS_DESK: { description: 'The desk of its author alone.' },
    REVIEWERS: { description: 'The reviewers of the operating CERT alone.' },
  },
});

export const PauseReasonEnum = graphqlEnum(['by_hand', 'restored', 'new_timeline'] as const);
registerEnumType(PauseReasonEnum, {
  name: 'PauseReason',
  description: 'Why nothing is sent at the moment.',
  valuesMap: {
    BY_HAND: { description: 'An operator paused it.' },
    RESTORED: { description: 'The database was restored from a backup.' },
    NEW_TIMELINE: { description: 'The database was recovered to a point in time, or a replica was promoted.' },
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

/** An enum with a sentence for each value. */
export function stateEnum<Value extends string>(
  name: string,
  description: string,
  meaning: Readonly<Record<Value, string>>,
): Record<string, Value> {
  const values = Object.keys(meaning) as Value[];
  const made = graphqlEnum(values);
  registerEnumType(made, { name, description, valuesMap: described(values, (value) => meaning[value]) });
  return made;
}

export const AdvisoryEventEnum = stateEnum('AdvisoryEvent', 'What happened to an advisory.', {
  'advisory.published': 'Published for the first time.',
  'advisory.updated': 'A new revision was published.',
  'advisory.withdrawn': 'Taken back.',
});

export const OrganisationStatusEnum = stateEnum('OrganisationStatus', 'Where an organisation stands.', {
  applied: 'Has applied; the CERT has not vetted it yet.',
  refused: 'Its application was refused; it may be taken up again.',
  active: 'A member.',
  suspended: 'Its people hold no keys but that of the public.',
});

export const PersonStatusEnum = stateEnum('PersonStatus', 'Whether a person may sign in.', {
  active: 'May sign in.',
  suspended: 'May not sign in.',
});

export const DomainProofEnum = stateEnum('DomainProof', 'How an organisation proves that a domain is its own.', {
  email: 'By a link sent to a role address of the domain.',
  dns_txt: 'By a TXT record of the domain.',
});

export const SubscriptionStatusEnum = stateEnum('SubscriptionStatus', 'Whether a subscription alerts.', {
  active: 'Alerts.',
  paused: 'Alerts nobody until it is resumed.',
  unconfirmed: 'Waits for its confirmation by email.',
  cancelled: 'Ended for good.',
});

export const EndpointStatusEnum = stateEnum('EndpointStatus', 'Whether an endpoint is alerted.', {
  unconfirmed: 'Waits for its confirmation.',
  active: 'Is alerted.',
  paused: 'Paused by its owner.',
  disabled: 'Disabled after days of failure, or because the receiver answered 410.',
  suppressed: 'Its address bounced or complained.',
});

export const DeliveryStatusEnum = stateEnum('DeliveryStatus', 'Where an alert to one endpoint stands.', {
  pending: 'Still to be sent, or to be tried again.',
  sending: 'Being tried at this moment.',
  sent: 'Accepted by the other server.',
  failed: 'Given up; the attempts say why.',
  suppressed: 'Not sent: no longer allowed, or the address is suppressed.',
  superseded: 'Not sent: a newer revision took its place.',
  cancelled: 'Not sent: there was nothing left to send.',
});

export const AttemptOutcomeEnum = stateEnum('AttemptOutcome', 'How one try ended.', {
  sent: 'Accepted.',
  retry: 'Not accepted; tried again later.',
  failed: 'Not accepted, and not tried again.',
});

export const CatalogueEnum = stateEnum('CatalogueName', 'A catalogue of the outside world.', {
  kev: 'Known Exploited Vulnerabilities of CISA.',
  epss: 'Exploit Prediction Scoring System of FIRST.',
});

export const MatchCriterionEnum = stateEnum('MatchCriterion', 'A criterion that an advisory met.', {
  kind: 'Its kind.',
  severity: 'Its severity is at least that asked for.',
  tag: 'A tag.',
  sector: 'A sector.',
  vendor: 'A vendor.',
  product: 'A product by name.',
  purl: 'A product by package URL.',
  cpe: 'A product by CPE name.',
  cve: 'A CVE id.',
  keyword: 'A keyword.',
  exploited: 'Known to be exploited.',
  everything: 'The subscription asks for everything.',
});

export const ImportOutcomeEnum = stateEnum('ImportOutcome', 'What an import came to.', {
  imported: 'A new advisory.',
  updated: 'A new revision of an advisory imported before.',
  unchanged: 'Imported before, in this version.',
});

export const TreatmentEnum = stateEnum('ObjectTreatment', 'What an import did with one object of a document.', {
  used: 'It is part of the advisory.',
  kept: 'It is kept in the original only.',
  refused: 'It could not be read.',
});

export const SourceStateEnum = stateEnum('SourceState', 'Whether a source is asked by itself.', {
  active: 'It is asked again and again.',
  paused: 'It is asked only when somebody says so.',
});

export const SourceOutcomeEnum = stateEnum('SourceOutcome', 'How the last run of a source ended.', {
  complete: 'Everything that it lists was looked at.',
  partial: 'Something is left for the next run.',
  failed: 'It could not be asked, or nobody may import from it.',
});

export const SourceStepEnum = stateEnum('SourceStep', 'What can be done to a source.', {
  pause: 'It is no longer asked by itself.',
  resume: 'It is asked by itself; an analyst or reviewer who resumes it imports in their own name from then on.',
  run: 'It is asked as soon as the worker can.',
  remove: 'It is forgotten; what was imported from it stays.',
});

export const SourceProblemEnum = stateEnum('SourceProblemKind', 'Why a document of a source is not here.', {
  refused: 'It was refused; it is looked at again when its source changes it.',
  unavailable: 'It could not be fetched; it is tried again with the next run.',
});
