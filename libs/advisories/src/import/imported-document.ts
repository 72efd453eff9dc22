import { createHash } from 'node:crypto';
import { invalid } from '#libs/core';
import type { LocalisedText } from '../content.js';
import type { AdvisoryReading, DocumentReading } from './advisory-reading.js';
import { readCsafAdvisory } from './csaf/csaf-advisory.js';
import { MAX_CSAF_BYTES } from './csaf/read-csaf.js';
import { DOCUMENT_LIMITS } from './document-in.js';
import { identifyFormat, refusalOfFormat } from './identify-format.js';
import type { ImportFormat } from './identify-format.js';
import { readMisp } from './misp/read-misp.js';
import { readJson } from './read-json.js';
import { readStix } from './stix/read-stix.js';
import type { CsafValidation, CsafValidator } from './validator/csaf-validator.js';

/** An advisory of a document that was read and validated, ready to be stored. */
export interface ImportedDocument extends AdvisoryReading {
  readonly format: ImportFormat;
  /** Where it came from: a path, an entry of an archive, an upload. */
  readonly place: string;
  readonly bytes: Uint8Array;
  /** Lower-case hex, of the whole document. */
  readonly sha256: string;
  /** Whether the document holds other advisories too; its bytes are then kept once for all of them. */
  readonly isShared: boolean;
  readonly validation: CsafValidation;
  /** Of its publisher over these bytes: OpenPGP, detached, armored; where it came with one that was good. */
  readonly signature?: string;
}

/** A document with all its advisories. */
export interface ReadDocument extends Omit<DocumentReading, 'advisories'> {
  readonly place: string;
  readonly advisories: readonly ImportedDocument[];
}

/** Reads and validates one document. Throws `invalid` with the place and the reason where nothing of it can be imported. */
export async function readDocument(place: string, bytes: Uint8Array, validator: CsafValidator): Promise<ReadDocument> {
  const json = readJson(bytes, { maxBytes: DOCUMENT_LIMITS.maxEntryBytes });
  const format = identifyFormat(json);
  if (format === 'unknown') {
    throw invalid(
      [{ path: '', expected: 'a CSAF 2.0 document, a STIX 2 bundle or a MISP event', received: format }],
      refusalOfFormat(json),
    );
  }
  if (format === 'csaf' && bytes.byteLength > MAX_CSAF_BYTES)
    throw invalid([{ path: '', expected: `a CSAF document of at most ${MAX_CSAF_BYTES} bytes`, received: `${bytes.byteLength} bytes` }]);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const reading = read(format, json, sha256);
  const isShared = reading.advisories.length > 1;
  const findings = format === 'csaf' ? await validator.validate(bytes) : undefined;
  return {
    ...reading,
    place,
    advisories: reading.advisories.map((advisory) => {
      const validation = findings ?? { isValid: advisory.content.source?.flaws === undefined, findings: [] };
      return { ...advisory, format, place, bytes, sha256, isShared, validation };
    }),
  };
}

function read(format: ImportFormat, json: unknown, sha256: string): DocumentReading {
  if (format === 'stix') return readStix(json, { documentId: sha256 });
  if (format === 'misp') return readMisp(json);
  return readCsafAdvisory(json);
}

/** What the source says of the change that made this version, where it says anything. */
export function changesInWords({ content }: ImportedDocument): LocalisedText | undefined {
  const version = content.source?.version;
  const summary = content.source?.history?.find(({ number }) => number === version)?.summary.trim();
  return summary ? { [content.sourceLanguage]: summary } : undefined;
}
