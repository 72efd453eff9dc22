import { hash } from 'node:crypto';
import type { Channel, TlpLabel } from '#libs/access';
import type { LocalisedText, Severity } from '#libs/advisories';
import type { AdvisoryView } from '../advisory-view.js';
import { canonicalJson } from '../canonical-json.js';
import { LABEL_COLOURS } from '../email/blocks-to-html.js';
import type { FeedPublisher } from '../feed-publisher.js';
import { chooseText } from '../localised-text.js';
import { isSharingTag, refuseUnlessMayLeave } from '../may-leave.js';
import { uuid5 } from '../uuid5.js';
import { cutText, oneLine } from '../visible-text.js';
import { linkFact, mispFacts, text } from './misp-attributes.js';
import type { MispFact } from './misp-attributes.js';
import { MISP_PRODUCT_OBJECT, productObjects } from './misp-products.js';

/** What a MISP feed serves for one advisory. */
export interface MispRendition {
  /** The file of the feed is named after it: `<uuid>.json`. */
  readonly uuid: string;
  /** The event file; canonical JSON. */
  readonly bytes: Buffer;
  /** The event's entry in `manifest.json`, under its uuid. */
  readonly manifestEntry: Readonly<Record<string, unknown>>;
  /** MD5 of each value, as `hashes.csv` lists them beside the uuid; MISP finds events by them and trusts nothing to them. */
  readonly valueHashes: readonly string[];
}

/** The namespace of the ids of events and attributes; the names in it begin as those of STIX_NAMESPACE do. */
const MISP_NAMESPACE = 'e1b7a6d4-52c0-4a8e-8f39-7c1d0b94a6f2';
/**
 * How far a MISP that has taken the event may pass it on: 3 to all communities, 1 within the community, 0 within its own organisation. MISP
 * has no "and its clients", so AMBER stays in the organisation.
 */
const DISTRIBUTIONS: Readonly<Record<TlpLabel, string>> = { CLEAR: '3', GREEN: '1', AMBER: '0', 'AMBER+STRICT': '0', RED: '0' };
/** An attribute goes as far as its event. */
const INHERITED = '5';
const THREAT_LEVELS: Readonly<Record<Severity, string>> = { critical: '1', high: '1', medium: '2', low: '3' };
const COMPLETED = '2';
const MAX_INFO_LENGTH = 300;
const MAX_COMMENT_LENGTH = 500;
/**
 * An advisory as a MISP event with its TLP tag. The ids depend on the publisher and the tracking id, so that a revision updates the event.
 * Of a withdrawn advisory only the notice is left. Throws for a label that never leaves by the channel: RED is in no feed.
 */
export function renderMisp(
  view: AdvisoryView,
  publisher: FeedPublisher,
  channel: Extract<Channel, 'public' | 'token' | 'graphql'> = 'token',
): MispRendition {
  refuseUnlessMayLeave(view, channel);
  const { content } = view;
  const id = (...parts: readonly string[]) => uuid5(MISP_NAMESPACE, canonicalJson([publisher.namespace, ...parts]));
  const uuid = id(view.trackingId);
  const timestamp = seconds(view.updatedAt);
  const facts = factsOf(view);
  const head = {
    info: infoOf(view),
    date: new Date(view.publishedAt).toISOString().slice(0, 10),
    analysis: COMPLETED,
    threat_level_id: THREAT_LEVELS[view.severity],
    timestamp,
    Orgc: { name: publisher.names.en, uuid: id() },
    Tag: tagsOf(view.label, view.event === 'advisory.withdrawn' ? [] : content.tags),
  };
  const attributes = facts.map(({ type, category, value, comment, toIds }) => ({
    uuid: id(view.trackingId, category, type, value),
    type,
    category,
    value,
    comment: cutText(oneLine(comment), MAX_COMMENT_LENGTH),
    to_ids: toIds,
    distribution: INHERITED,
    timestamp,
    deleted: false,
    disable_correlation: !toIds,
  }));
  const objects = view.event === 'advisory.withdrawn' ? [] : objectsOf(view, (...parts) => id(view.trackingId, ...parts), timestamp);
  const event = {
    ...head,
    uuid,
    published: true,
    publish_timestamp: timestamp,
    distribution: DISTRIBUTIONS[view.label],
    Attribute: attributes,
    ...(objects.length > 0 ? { Object: objects } : {}),
  };
  return {
    uuid,
    bytes: Buffer.from(canonicalJson({ Event: event })),
    manifestEntry: head,
    valueHashes: [...new Set([...facts, ...objects.flatMap(({ Attribute }) => Attribute)].map(({ value }) => hash('md5', value)))],
  };
}

function objectsOf(view: AdvisoryView, id: (...parts: readonly string[]) => string, timestamp: string) {
  return productObjects(view.content).map((attributes, position) => {
    const uuid = id('Object', MISP_PRODUCT_OBJECT.name, String(position));
    return {
      ...MISP_PRODUCT_OBJECT,
      ...{ uuid, timestamp, distribution: INHERITED, deleted: false, comment: '' },
      Attribute: attributes.map(({ relation, type, category, value }) => ({
        ...{
          uuid: id('Object', MISP_PRODUCT_OBJECT.name, String(position), relation, value),
          object_relation: relation,
          type,
          category,
          value,
        },
        ...{
          comment: '',
          to_ids: false,
          distribution: INHERITED,
          timestamp,
          deleted: false,
          disable_correlation: type !== 'vulnerability',
        },
      })),
    };
  });
}

function factsOf(view: AdvisoryView): readonly MispFact[] {
  const { content } = view;
  const choose = (said: LocalisedText | undefined) => chooseText(said, content.sourceLanguage, content.sourceLanguage)?.text;
  const own = [text('Tracking id', view.trackingId), linkFact(view.url, view.trackingId)];
  if (view.event === 'advisory.withdrawn') {
    const notice = choose(view.withdrawalNotice);
    return notice === undefined ? own : [...own, text('Withdrawal', notice)];
  }
  const exploited = view.exploited ? [text('Exploitation', 'Known to be exploited (KEV)')] : [];
  const changes = choose(view.summaryOfChanges);
  return [...own, ...exploited, ...(changes === undefined ? [] : [text('What changed', changes)]), ...mispFacts(content, choose)];
}

function infoOf(view: AdvisoryView): string {
  if (view.event === 'advisory.withdrawn') return `Withdrawn: ${view.trackingId}`;
  const { title, sourceLanguage } = view.content;
  return cutText(oneLine(chooseText(title, sourceLanguage, sourceLanguage)?.text ?? view.trackingId), MAX_INFO_LENGTH);
}

/** The label first; MISP's taxonomy spells it in lower case. */
function tagsOf(label: TlpLabel, tags: readonly string[]): readonly object[] {
  const ours = { name: `tlp:${label.toLowerCase()}`, colour: LABEL_COLOURS[label] };
  const theirs = [...new Set(tags.map(oneLine))].filter((name) => name !== '' && !isSharingTag(name));
  return [ours, ...theirs.map((name) => ({ name }))];
}

function seconds(instant: string): string {
  return String(Math.floor(Date.parse(instant) / 1_000));
}
