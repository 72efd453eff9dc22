import type { AdvisoryContent } from '#libs/advisories';
import { publisherName } from '../advisory-view.js';
import { cvesOf } from '../cves-of.js';
import { instantText } from '../instant-text.js';
import { kindName, sectorName, severityName } from '../names.js';
import type { AdvisoryPage } from './advisory-page.js';
import { EMAIL_LIMITS } from './email-limits.js';
import type { EmailWording, FactName } from './wording.js';

/** The sentence under the title: what happened, and who says so. */
export function leadOf({ view, language, wording }: AdvisoryPage): string {
  return wording.lead[view.event](kindName(view.kind, language), publisherName(view.publisher, language));
}

export function advisoryFacts({ view, language, wording }: AdvisoryPage): (readonly [string, string])[] {
  const { content } = view;
  const rows: readonly (readonly [FactName, string])[] = [
    ['reference', view.trackingId],
    ['revision', String(view.revision)],
    ['kind', kindName(view.kind, language)],
    ['severity', severityName(view.severity, language)],
    ['exploited', view.exploited ? wording.exploited : ''],
    ['cves', joined(cvesOf(content), EMAIL_LIMITS.cves, wording)],
    ['cnvd', joined(content.cnvd ?? [], EMAIL_LIMITS.cves, wording)],
    ['techniques', joined(content.techniques ?? [], EMAIL_LIMITS.tags, wording)],
    [
      'sectors',
      joined(
        content.sectors.map((code) => sectorName(code, language)),
        EMAIL_LIMITS.tags,
        wording,
      ),
    ],
    ['tags', joined(content.tags, EMAIL_LIMITS.tags, wording)],
    ['publisher', publisherName(view.publisher, language)],
    ['published', instantText(view.publishedAt)],
    ['updated', view.event === 'advisory.updated' ? instantText(view.updatedAt) : ''],
    ['source', sourceOf(content, wording)],
    ['sourceSeverity', content.source?.aggregateSeverity ?? ''],
  ];
  return rows.filter(([, value]) => value !== '').map(([name, value]) => [wording.facts[name], value] as const);
}

function sourceOf({ source }: AdvisoryContent, wording: EmailWording): string {
  if (source === undefined) return '';
  return [`${source.publisher} ${source.trackingId}`, wording.sourceVersion(source.version)].join(wording.listSeparator);
}

function joined(values: readonly string[], limit: number, wording: EmailWording): string {
  const shown = values.slice(0, limit);
  return [...shown, ...(values.length > limit ? [wording.andMore(values.length - limit)] : [])].join(wording.listSeparator);
}
