import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv';

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/csaf/schema/${name}`, import.meta.url)).toString()) as Record<string, unknown>;

/** The OASIS schema of provider metadata. It refers to that of documents, and that to the ones of CVSS: all are registered first. */
export function providerSchema(): ValidateFunction {
  // Every address and instant in it has a pattern besides its format.
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  for (const version of ['2.0', '3.0', '3.1']) {
    // Of an older draft and under other names: they are registered as what the schema of documents calls them.
    const unnamed = Object.entries(read(`cvss-v${version}.json`)).filter(([key]) => !['$schema', 'id', '$id'].includes(key));
    ajv.addSchema(Object.fromEntries(unnamed), `https://www.first.org/cvss/cvss-v${version}.json`);
  }
  ajv.addSchema(read('csaf_json_schema.json'));
  return ajv.compile(read('provider_json_schema.json'));
}
