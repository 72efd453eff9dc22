import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { DomainError } from '#libs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { GraphQLError, parse, validate } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { z } from 'zod';
import { costRefusal } from './cost-of-variables.js';
import { ALL_RULES, exceedsRecursiveSelections, LIMITS, PARSE_OPTIONS, VALIDATION_OPTIONS } from './limits.js';

const HASH = /^[0-9a-f]{64}$/;
const MANIFEST = z.record(z.string().regex(HASH, 'a SHA-256 in hexadecimal'), z.string().min(1));
/** Beside the sources, and beside what was built from them. */
const PLACES = ['../../../../apps/web/persisted-operations.json', '../../../../../apps/web/persisted-operations.json'];

/** The documents of our own pages, by the SHA-256 of their bytes. Empty where there are no pages. */
export type PersistedOperations = ReadonlyMap<string, string>;

/** What a request of GraphQL over HTTP may hold to name a document instead of sending it. */
const NAMED = z.object({
  query: z.string().nullish(),
  documentId: z.string().nullish(),
  extensions: z.object({ persistedQuery: z.object({ sha256Hash: z.string() }).nullish() }).nullish(),
});

/** Reads the committed manifest. Throws where it is not what it says: then the start fails. */
export function readPersistedOperations(
  places: readonly (string | URL)[] = PLACES.map((place) => new URL(place, import.meta.url)),
): PersistedOperations {
  const place = places.find((each) => existsSync(each));
  const text = place === undefined ? '' : readFileSync(place, 'utf8').trim();
  if (text === '') return new Map();
  const operations = new Map(Object.entries(MANIFEST.parse(JSON.parse(text))));
  for (const [hash, document] of operations) {
    if (hash !== createHash('sha256').update(document).digest('hex'))
      throw new Error(`persisted operation ${hash}: the document has another hash`);
  }
  return operations;
}

/** Refuses at the start what would be refused of a stranger: with every page size that a variable stands for as large as any may be. */
export function checkPersistedOperations(operations: PersistedOperations, schema: GraphQLSchema): void {
  for (const [hash, text] of operations) {
    const document = parse(text, PARSE_OPTIONS);
    const variables = new Proxy({}, { get: () => LIMITS.maxPageSize });
    const errors = exceedsRecursiveSelections(document)
      ? [new GraphQLError('The document selects too much.')]
      : [...validate(schema, document, ALL_RULES, VALIDATION_OPTIONS), costRefusal(schema, document, variables) ?? []].flat();
    if (errors.length > 0) throw new Error(`persisted operation ${hash}: ${errors.map(({ message }) => message).join('; ')}`);
  }
}

/**
 * A request may name a document of the manifest by `documentId` (with or without `sha256:`) or by `extensions.persistedQuery.sha256Hash`, and
 * then needs no text. With a text of its own it is a request like any other; a hash that is not known is told so, with no more.
 */
export function usePersistedOperations(app: NestFastifyApplication, operations: PersistedOperations): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preHandler', async (request, reply) => {
      if (request.method !== 'POST' || request.url.split('?')[0] !== '/graphql') return;
      const named = NAMED.safeParse(request.body).data;
      const hash = named && hashOf(named);
      if (named === undefined || hash === undefined) return;
      const query = named.query ? named.query : operations.get(hash);
      if (query === undefined) {
        const error = new DomainError(
          'not_found',
          'PERSISTED_QUERY_NOT_FOUND',
          'No document is kept under this hash: send it with the request.',
        );
        await reply.code(200).send({ errors: [{ message: error.message, extensions: { code: error.code } }] });
        return;
      }
      // Apollo is given a request like any other: it keeps no documents of strangers, and says so where it is asked to.
      request.body = { ...(request.body as object), query, documentId: undefined, extensions: {} };
    });
}

function hashOf({ documentId, extensions }: z.output<typeof NAMED>): string | undefined {
  return documentId?.replace(/^sha256:/, '') ?? extensions?.persistedQuery?.sha256Hash;
}
