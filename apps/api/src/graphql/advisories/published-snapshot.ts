import type { AdvisoryDetail, PublishedRevision, RevisionInWork } from '#libs/advisories';

/**
 * What was published, from the text that its reviewer read: they need not be among its readers, and then cannot read it again. A text under
 * review does not change, so the two are the same.
 */
export function publishedSnapshot(before: AdvisoryDetail, work: RevisionInWork, published: PublishedRevision): AdvisoryDetail {
  const { content, label } = work;
  if (label === undefined) throw new Error('something was published without a label');
  const { advisoryId: id, trackingId, revisionId, revision, publishedAt, updatedAt } = published;
  const { organisationId, kind, severity, updateClass, severityReason, summaryOfChanges } = work;
  return {
    id,
    trackingId,
    organisationId,
    card: {
      id,
      trackingId,
      organisationId,
      publisher: before.card?.publisher ?? { en: '' },
      state: 'published',
      revisionId,
      revision,
      kind,
      severity,
      label,
      publishedAt,
      updatedAt,
      exploited: before.card?.exploited ?? false,
      sourceLanguage: content.sourceLanguage,
      title: content.title,
      summary: content.summary,
      cves: [...new Set(content.vulnerabilities.flatMap(({ cve }) => cve ?? []))],
      tags: content.tags,
      sectors: content.sectors,
      vendors: [...new Set(content.affectedProducts.map(({ vendor }) => vendor))],
      products: [...new Set(content.affectedProducts.map(({ product }) => product))],
    },
    text: { revisionId, revision, publishedAt: updatedAt, updateClass, content, severityReason, summaryOfChanges },
  };
}
