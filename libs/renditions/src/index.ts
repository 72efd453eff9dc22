export { ADVISORY_EVENTS, publisherName } from './advisory-view.js';
export type { AdvisoryEvent, AdvisoryView, PublisherNames } from './advisory-view.js';
export {
  categoryDocument,
  feedPath,
  LISTED_FOLDERS,
  listingFrame,
  listingLine,
  providerMetadata,
  providerMetadata21,
  rolieFrame,
  securityTxt,
  serviceDocument,
} from './csaf/provider-documents.js';
export type { FeedPart, ListedFolder } from './csaf/provider-documents.js';
export type { CsafVersion } from './csaf/csaf-version.js';
export { csafFileName } from './csaf/csaf-tracking.js';
export type { PastRevision } from './csaf/csaf-tracking.js';
export { renderCsaf } from './csaf/render-csaf.js';
export type { CsafOptions, CsafRendition } from './csaf/render-csaf.js';
export { renderAccountEmail } from './email/account-email.js';
export type { AccountEmailKind, AccountEmailParams, FallenBack } from './email/account-wording.js';
export { composeAdvisoryEmail, EMAIL_PASSAGES, mustBeEncrypted, renderAdvisoryEmail } from './email/advisory-email.js';
export type { ComposedEmail, EmailPassage, RenderedEmail } from './email/advisory-email.js';
export { LABEL_COLOURS } from './email/blocks-to-html.js';
export { renderDigestEmail } from './email/digest-email.js';
export type { DigestOptions } from './email/digest-email.js';
export { EMAIL_LIMITS } from './email/email-limits.js';
export type { RecipientPart } from './email/recipient-blocks.js';
export { DIGEST_FREQUENCIES } from './email/wording.js';
export type { DigestFrequency } from './email/wording.js';
export type { FeedPublisher } from './feed-publisher.js';
export { chooseText, isTranslationOutdated } from './localised-text.js';
export type { ChosenText } from './localised-text.js';
export { markdownToText } from './markdown-to-text.js';
export { MARKDOWN_ATTRIBUTES, MARKDOWN_TAGS, renderMarkdown } from './markdown.js';
export { renderMisp } from './misp/render-misp.js';
export type { MispRendition } from './misp/render-misp.js';
export { kindName, sectorName, severityName } from './names.js';
export { RenditionsModule } from './renditions.module.js';
export { safeLink } from './safe-link.js';
export { BackfillRenditions } from './store/backfill-renditions.js';
export type { BackfillReport } from './store/backfill-renditions.js';
export { CSAF_FOLDERS } from './store/csaf-address.js';
export type { CsafFolder } from './store/csaf-address.js';
export { OPEN_DATA_COLUMNS } from './store/open-data-row.js';
export type { OpenDataColumn } from './store/open-data-row.js';
export { ProviderStore } from './store/provider-store.js';
export type { Provider } from './store/provider-store.js';
export { READER_FORMATS, renditionsOfAdvisories } from './store/renditions-of-advisories.js';
export type { ReaderFormat, ReadersRendition } from './store/renditions-of-advisories.js';
export { RenditionQueries } from './store/rendition.queries.js';
export type {
  ChunkOfList,
  DocumentRequest,
  ListedRendition,
  ListScope,
  ListVersion,
  Part,
  StoredDocument,
  StoredFormat,
} from './store/rendition.queries.js';
export { withSource } from './store/rolie-entry.js';
export { SigningKey } from './store/signing-key.js';
export { renderStix } from './stix/render-stix.js';
export type { StixRendition } from './stix/render-stix.js';
export { extensionObjects, publisherIdentity, STIX_NAMESPACE, stixReportId, tlpMarking } from './stix/stix-objects.js';
export type { StixObject } from './stix/stix-objects.js';
export { feedEntry } from './syndication/feed-entries.js';
export type { FeedDescription, FeedEntry } from './syndication/feed-entries.js';
export { FEED_WORDS } from './syndication/feed-words.js';
export { atomFeed, renderAtom } from './syndication/render-atom.js';
export { jsonFeed, renderJsonFeed } from './syndication/render-json-feed.js';
export { renderRss, rssFeed } from './syndication/render-rss.js';
export { escapeHtml, oneLine, visibleText } from './visible-text.js';
export { MAX_WEBHOOK_BYTES, renderChallenge, renderTestEvent, renderWebhookPayload, WEBHOOK_PASSAGES } from './webhook/payload.js';
export type { WebhookIds, WebhookPassage } from './webhook/payload.js';
export { WEBHOOK_EVENT_TYPES, WEBHOOK_SCHEMAS } from './webhook/schemas.js';
export type { JsonSchema, WebhookEventType } from './webhook/schemas.js';
export { MATCH_CRITERIA, whyMatched } from './why-matched.js';
export type { MatchCriterion, MatchReason } from './why-matched.js';
