import { gunzipSync } from 'node:zlib';
import { AdvisoryQueries, ImportDocument, LARGE_DOCUMENT_BYTES, RefreshCatalogue } from '#libs/advisories';
import type { ImportRequest } from '#libs/advisories';
import { invalid } from '#libs/core';
import { Database } from '#libs/database';
import { Context, Mutation, Resolver } from '@nestjs/graphql';
import type { ApiContext } from '../api-context.js';
import { Input } from '../vocabulary/input.js';
import { ImportAdvisoryInput, RefreshCatalogueInput } from './advisory.inputs.js';
import { ImportAdvisoryPayload, RefreshCataloguePayload } from './advisory.payloads.js';
import { AdvisorySteps } from './advisory-steps.js';

const MAX_DOCUMENT_BYTES = 4 * 1024 * 1024;
const TOO_LARGE =
  'It is too large as it is: send it compressed with gzip, split it, or have an operator import the file by the command line.';
const UPLOAD = 'an upload';

@Resolver()
export class ImportsResolver {
  constructor(
    private readonly steps: AdvisorySteps,
    private readonly imports: ImportDocument,
  ) {}

  @Mutation(() => ImportAdvisoryPayload, {
    description:
      'Imports one document (CSAF 2.0, STIX 2.0 or 2.1, MISP; of an archive, one call for each): its advisories become drafts, or the next revisions of what was imported before. What cannot be read is refused with the place and the reason.',
  })
  async importAdvisory(@Input() input: ImportAdvisoryInput, @Context() { actor }: ApiContext): Promise<ImportAdvisoryPayload> {
    const { document, place, label, publish } = input;
    const bytes = unpacked(bytesOf(document, 'document'));
    const request = { bytes, place: place ?? UPLOAD, publish, ...(label ? { label } : {}) };
    const { status, advisoryId, trackingId, all, refused, report } = await this.imports.execute(actor, request as ImportRequest);
    return {
      outcome: status,
      trackingId,
      advisory: (await this.steps.read(actor, advisoryId)) ?? null,
      advisories: all.map((each) => ({ ...each, outcome: each.status })),
      refused: [...refused],
      objects: [...report],
    };
  }
}

@Resolver()
export class CataloguesResolver {
  constructor(
    private readonly database: Database,
    private readonly queries: AdvisoryQueries,
    private readonly refreshes: RefreshCatalogue,
  ) {}

  @Mutation(() => RefreshCataloguePayload, {
    description: 'Refreshes the catalogue of exploited vulnerabilities (KEV) or the exploit predictions (EPSS).',
  })
  async refreshCatalogue(@Input() input: RefreshCatalogueInput, @Context() { actor }: ApiContext): Promise<RefreshCataloguePayload> {
    const { catalogue, file } = input;
    const report = await this.refreshes.execute(actor, { catalogue, ...(file ? { bytes: bytesOf(file, 'file') } : {}) });
    const states = await this.database.as(actor, (tx) => this.queries.catalogueStates(tx));
    const state = states.find((each) => each.catalogue === catalogue);
    return {
      catalogue: state ? { ...state, name: catalogue } : null,
      refused: report.refused,
      advisoriesChanged: report.advisoriesChanged,
    };
  }
}

/** Documents are JSON, so what begins as gzip does is gzip. Unpacked no further than a document may be long. */
function unpacked(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGE_DOCUMENT_BYTES });
  } catch {
    const expected = `gzip of at most ${LARGE_DOCUMENT_BYTES} bytes`;
    throw invalid([{ path: 'document', expected, received: 'more, or bytes that are damaged' }], TOO_LARGE);
  }
}

function bytesOf(base64: string, path: string): Uint8Array {
  const isBase64 = /^[A-Za-z0-9+/_-]*={0,2}$/.test(base64.replaceAll(/\s/g, ''));
  if (!isBase64) throw invalid([{ path, expected: 'bytes in base64', received: 'another text' }]);
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length <= MAX_DOCUMENT_BYTES) return bytes;
  throw invalid([{ path, expected: `at most ${MAX_DOCUMENT_BYTES} bytes`, received: `${bytes.length} bytes` }], TOO_LARGE);
}
