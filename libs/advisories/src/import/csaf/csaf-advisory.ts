import type { DocumentReading } from '../advisory-reading.js';
import { heldByWords, WordsOfSharing } from '../words-of-sharing.js';
import { isReadAsLabel } from './csaf-label.js';
import { csafToContent } from './csaf-to-content.js';
import { csafDocumentOf } from './read-csaf.js';

/** Reads a CSAF 2.0 document for import: one advisory. Throws `invalid` where it has no identity or title, or grows too large. */
export function readCsafAdvisory(json: unknown): DocumentReading {
  const document = csafDocumentOf(json);
  const { identity, content, label, held, kind, statedSeverity, updateClass } = csafToContent(document);
  const sourceKey = `${identity.publisherNamespace} ${identity.trackingId}`;
  const advisory = { content, label, ...held, kind, statedSeverity, updateClass, sourceKey, sourceVersion: identity.version, objects: [] };
  const words = new WordsOfSharing(isReadAsLabel);
  words.read(document.root);
  return { advisories: [heldByWords(advisory, words.named)], refused: [], others: [] };
}
