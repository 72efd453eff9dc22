// Types and typed documents for the pages, from schema.graphql and the .graphql files beside them; and the list of documents, by hash.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import { preset } from '@graphql-codegen/client-preset';
import { buildSchema, parse } from 'graphql';
import { ROOT } from './prepare.mjs';

const APP = join(ROOT, 'apps', 'web', 'app');
export const GENERATED = join(APP, 'api', 'gql');

/** Writes apps/web/app/api/gql. `persisted-documents.json` maps each document's SHA-256 to its text. */
export async function writeDocuments() {
  const schema = buildSchema(readFileSync(join(ROOT, 'schema.graphql'), 'utf8'));
  const documents = graphqlFiles(APP).map((path) => {
    const rawSDL = readFileSync(path, 'utf8');
    return { location: relative(ROOT, path), rawSDL, document: parse(rawSDL) };
  });
  const outputs = await preset.buildGeneratesSection({
    baseOutputDir: `${GENERATED}/`,
    schema: parse(readFileSync(join(ROOT, 'schema.graphql'), 'utf8')),
    schemaAst: schema,
    documents,
    config: {
      documentMode: 'string',
      enumsAsTypes: true,
      useTypeImports: true,
      skipTypename: true,
      avoidOptionals: { field: true },
      scalars: { DateTime: 'string', ID: 'string' },
    },
    presetConfig: {
      fragmentMasking: false,
      persistedDocuments: {
        mode: 'embedHashInDocument',
        hashPropertyName: 'hash',
        hashAlgorithm: (text) => createHash('sha256').update(text).digest('hex'),
      },
    },
    plugins: [],
    pluginMap: {},
    pluginContext: {},
    documentTransforms: [],
  });
  rmSync(GENERATED, { recursive: true, force: true });
  for (const output of outputs) {
    mkdirSync(dirname(output.filename), { recursive: true });
    writeFileSync(output.filename, await codegen({ ...output, cache: undefined }));
  }
}

function graphqlFiles(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? graphqlFiles(path) : entry.name.endsWith('.graphql') ? [path] : [];
    });
}
