import { labelText } from '#libs/access';
import { sharedBefore } from '#libs/advisories';
import type { AdvisoryCard, AdvisoryDetail, PublisherNames, RevisionInWork } from '#libs/advisories';
import { toLocalisedText } from '../vocabulary/localised-text.js';
import type { LocalisedTextType } from '../vocabulary/localised-text.js';
import { toGlobalId } from '../global-id.js';
import type { Advisory } from './advisory.types.js';
import type { AudienceType, SharedBeforeType } from './audience.types.js';
import type { TextInWork } from './revision.types.js';

/** An advisory of a list. */
export function fromCard(card: AdvisoryCard): Advisory {
  return {
    __typename: 'Advisory',
    id: toGlobalId('Advisory', card.id),
    uuid: card.id,
    trackingId: card.trackingId,
    organisationId: card.organisationId,
    state: card.state,
    kind: card.kind,
    severity: card.severity,
    label: card.label,
    labelText: labelText(card.label),
    title: toLocalisedText(card.title, card.sourceLanguage),
    summary: card.summary ? toLocalisedText(card.summary, card.sourceLanguage) : null,
    sourceLanguage: card.sourceLanguage,
    publisher: card.publisher.en === '' ? null : namesOf(card.publisher),
    revisionNumber: card.revision,
    publishedAt: card.publishedAt,
    updatedAt: card.updatedAt,
    withdrawnAt: card.withdrawnAt ?? null,
    withdrawalNotice: card.withdrawalNotice ? toLocalisedText(card.withdrawalNotice, card.sourceLanguage) : null,
    exploited: card.exploited,
    cves: card.cves,
    tags: card.tags,
    sectors: card.sectors,
    vendors: card.vendors,
    products: card.products,
  };
}

/** One that was never published shows its draft. */
function fromWork(work: RevisionInWork): Advisory {
  const { content } = work;
  return {
    __typename: 'Advisory',
    id: toGlobalId('Advisory', work.advisoryId),
    uuid: work.advisoryId,
    trackingId: work.trackingId,
    organisationId: work.organisationId,
    state: work.state,
    kind: work.kind,
    severity: work.severity,
    label: work.label ?? null,
    labelText: work.label ? labelText(work.label) : null,
    title: toLocalisedText(content.title, content.sourceLanguage),
    summary: toLocalisedText(content.summary, content.sourceLanguage),
    sourceLanguage: content.sourceLanguage,
    revisionNumber: work.number,
    exploited: false,
    cves: distinct(content.vulnerabilities.map(({ cve }) => cve ?? '')),
    tags: content.tags,
    sectors: content.sectors,
    vendors: distinct(content.affectedProducts.map(({ vendor }) => vendor)),
    products: distinct(content.affectedProducts.map(({ product }) => product)),
  };
}

/** Everything that the viewer may see of one advisory; there is a card, a draft or both. */
export function fromDetail(detail: AdvisoryDetail): Advisory {
  const { card, inWork } = detail;
  const advisory = card ? fromCard(card) : inWork && fromWork(inWork);
  if (!advisory) throw new Error('an advisory of which nothing may be seen');
  return { ...advisory, detail };
}

export function toTextInWork(work: RevisionInWork): TextInWork {
  return {
    ...work,
    revision: work,
    severityReason: work.severityReason ?? null,
    label: work.label ?? null,
    labelText: work.label ? labelText(work.label) : null,
    summaryOfChanges: work.summaryOfChanges ? toLocalisedText(work.summaryOfChanges) : null,
    audience: toAudience(work.audience),
    permission: work.permission ?? null,
    sharedBefore: toSharedBefore(work),
    submittedAt: work.submittedAt ?? null,
    scheduledFor: work.scheduledFor ?? null,
    scheduledZone: work.scheduledZone ?? null,
    returnReason: work.returnReason ?? null,
    editorIds: work.editors,
  };
}

function toSharedBefore(work: RevisionInWork): SharedBeforeType | null {
  const before = sharedBefore(work);
  if (before === undefined) return null;
  const { label, audience } = before;
  return { label, labelText: labelText(label), audience: audience ? toAudience(audience) : null };
}

export function toAudience(audience: RevisionInWork['audience']): AudienceType {
  return {
    tiers: audience.tiers,
    sectors: audience.sectors,
    tierSectors: audience.tierSectors.map((pair) => {
      const [tier = '', sector = ''] = pair.split('/');
      return { tier, sector };
    }),
    groups: audience.groups.map((id) => toGlobalId('Group', id)),
    organisations: audience.organisations.map((id) => toGlobalId('Organisation', id)),
    persons: audience.persons.map((id) => toGlobalId('Person', id)),
  };
}

function namesOf(names: PublisherNames): LocalisedTextType {
  return { en: names.en, zhHant: names.zhHant ?? null, zhHans: names.zhHans ?? null };
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].filter((value) => value !== '');
}
