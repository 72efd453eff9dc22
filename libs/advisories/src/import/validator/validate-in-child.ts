/**
 * The child process that validates CSAF documents. It imports packages only, and TypeScript's types alone: so the same file runs as
 * `.js` from `dist/` and as `.ts` on Node's own type stripping (from 22.18 on), which the tests use.
 */
import { createRequire } from 'node:module';
import process from 'node:process';
import type { FindingKind } from './csaf-tests.js';

const LIBRARY = '@secvisogram/csaf-validator-lib';
/** 6.3.6 and 6.3.7 open addresses that the document names, a hole into our network; 6.3.8 needs an external program. */
const LEFT_OUT = /_6_3_[678]$/;
const MAX_EXAMPLES = 5;
const MAX_EXAMPLE_CHARACTERS = 500;

interface Message {
  readonly message: string;
  readonly instancePath: string;
}

interface TestResult {
  readonly isValid?: boolean;
  readonly errors?: readonly Message[];
  readonly warnings?: readonly Message[];
  readonly infos?: readonly Message[];
}

type DocumentTest = (document: unknown) => TestResult | Promise<TestResult>;

/** What one test found, as it goes to the parent. */
export interface RawFinding {
  readonly test: string;
  readonly kind: FindingKind;
  readonly count: number;
  readonly examples: readonly { readonly path: string; readonly message: string }[];
}

export interface ValidationAnswer {
  readonly isValid: boolean;
  readonly findings: readonly RawFinding[];
  /** Resident memory of the process after this document. */
  readonly memoryBytes: number;
}

/**
 * The library compiles some 60 small JTD schemas while it is loaded, and Ajv checks each against a meta-schema that it compiles anew: 4 s.
 * They are constants of the library, so their own validity need not be checked: 0.3 s. Documents are checked all the same.
 */
function trustSchemasOfTheLibrary(): void {
  const fromLibrary = createRequire(createRequire(import.meta.url).resolve(`${LIBRARY}/validate.js`));
  const ajv = fromLibrary('ajv/dist/jtd.js') as { prototype: { validateSchema: () => boolean } };
  ajv.prototype.validateSchema = () => true;
}

/** In the library's 6.1.26: characters that a category may be disguised with, in every form that Unicode has for them (CSAF 2.0 section 6.1.26). */
const DISGUISES = /[\p{Pd}\p{Pc}\p{Z}\s\u00AD\u2212]/gu;

/**
 * Where the library's verdict is not the standard's, as the OASIS corpus shows (ADR 24). Both tests are still the library's own: they are given the
 * document in a form that they judge rightly.
 */
const CORRECTIONS: Readonly<Record<string, (test: DocumentTest) => DocumentTest>> = {
  // Of two versions of one date the lower comes first; the test sorts by date alone, and its sorting is stable.
  mandatoryTest_6_1_21: (test) => (document) => {
    const history = partOf(document, 'document', 'tracking', 'revision_history');
    if (!Array.isArray(history)) return test(document);
    const major = (entry: unknown) => Number.parseInt(String(partOf(entry, 'number')), 10) || 0;
    return test({ document: { tracking: { revision_history: history.toSorted((one, other) => major(one) - major(other)) } } });
  },
  // The values of the profiles are prohibited too, without their separators: `csafsecurityadvisory`.
  mandatoryTest_6_1_26: (test) => async (document) => {
    const result = await test(document);
    const category = partOf(document, 'document', 'category');
    if (result.isValid !== true || typeof category !== 'string' || PROFILES.has(category)) return result;
    return test({ document: { category: category.replaceAll(DISGUISES, '').replace(/^csaf/i, '') } });
  },
};
const PROFILES = new Set([
  'csaf_base',
  'csaf_security_incident_response',
  'csaf_informational_advisory',
  'csaf_security_advisory',
  'csaf_vex',
]);

function partOf(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((part, name) => (part as Readonly<Record<string, unknown>> | null | undefined)?.[name], value);
}

async function loadTests(): Promise<readonly (readonly [FindingKind, DocumentTest])[]> {
  trustSchemasOfTheLibrary();
  const load = async (file: string) => (await import(`${LIBRARY}/${file}`)) as Readonly<Record<string, DocumentTest>>;
  const ofKind = async (kind: FindingKind, file: string) => Object.values(await load(file)).map((test) => [kind, corrected(test)] as const);
  // Not the strict one, which forbids properties of a producer's own: the standard allows them, and 6.2.20 tells of them.
  const { csaf_2_0: schema } = await load('schemaTests.js');
  if (schema === undefined) throw new Error(`${LIBRARY} has no schema test.`);
  const tests = [await ofKind('mandatory', 'mandatoryTests.js'), await ofKind('optional', 'optionalTests.js')];
  const informative = (await ofKind('informative', 'informativeTests.js')).filter(([, test]) => !LEFT_OUT.test(test.name));
  return [['schema', schema], ...tests.flat(), ...informative];
}

/** Under the name of the library's test, by which findings are told. */
function corrected(test: DocumentTest): DocumentTest {
  const made = CORRECTIONS[test.name]?.(test);
  return made === undefined ? test : Object.defineProperty(made, 'name', { value: test.name });
}

async function validate(tests: Awaited<ReturnType<typeof loadTests>>, document: unknown): Promise<ValidationAnswer> {
  const findings: RawFinding[] = [];
  let isValid = true;
  for (const [kind, test] of tests) {
    const { isValid: passed = true, errors = [], warnings = [], infos = [] } = await resultOf(kind, test, document);
    const messages = [...errors, ...warnings, ...infos];
    if (!passed) isValid = false;
    if (messages.length > 0 || !passed) findings.push(findingOf(kind, test.name, messages));
  }
  return { isValid, findings, memoryBytes: process.memoryUsage.rss() };
}

/** A test may stumble over a document that the schema forbids: that is a finding, and the other tests still run. */
async function resultOf(kind: FindingKind, test: DocumentTest, document: unknown): Promise<TestResult> {
  try {
    return await test(document);
  } catch {
    const isValid = kind === 'optional' || kind === 'informative';
    return { isValid, errors: [{ instancePath: '', message: 'the document is so malformed that this test cannot be run' }] };
  }
}

/** `mandatoryTest_6_1_27_10` is test 6.1.27.10. */
function findingOf(kind: FindingKind, name: string, messages: readonly Message[]): RawFinding {
  return {
    test: kind === 'schema' ? 'schema' : name.replace(/^[^_]*_/, '').replaceAll('_', '.'),
    kind,
    count: Math.max(1, messages.length),
    examples: messages.slice(0, MAX_EXAMPLES).map(({ instancePath, message }) => ({
      path: instancePath.slice(0, MAX_EXAMPLE_CHARACTERS),
      message: message.slice(0, MAX_EXAMPLE_CHARACTERS),
    })),
  };
}

const loaded = loadTests();

/** Says that it is ready, as READY of the parent; where its tests cannot be loaded it ends, and the parent starts another. */
loaded.then(
  () => process.send?.('ready'),
  () => process.exit(1),
);

process.on('message', (bytes: Uint8Array) => {
  const answer = loaded.then((tests) => validate(tests, JSON.parse(new TextDecoder().decode(bytes))));
  answer.then(
    (value) => process.send?.(value),
    (error: unknown) => process.send?.({ failed: error instanceof Error ? error.message : String(error) }),
  );
});
