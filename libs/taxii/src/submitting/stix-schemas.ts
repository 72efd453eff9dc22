import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';

const FOLDER = new URL('schema/', import.meta.url);
const FOLDERS = ['parts', 'observables', 'sdos', 'sros'];
/** Of the folder `parts` (theirs is called common), what is an object and not a part of one. */
const META_OBJECTS: ReadonlySet<string> = new Set(['marking-definition', 'language-content', 'extension-definition']);
/** Every object that the standard does not define: the properties that all have (STIX 2.1 section 11.2). */
const CUSTOM = 'core';
/** The schemas' expression for words, and one that says the same: theirs takes exponential time to refuse a long word. */
const SLOW_WORD = '([a-z][a-z0-9]*)+';
const QUICK_WORD = '[a-z][a-z0-9]*';

/** The OASIS JSON schemas of STIX 2.1. Compiled when a type is first met, some milliseconds each. */
export class StixSchemas {
  // Two patterns are no valid `u` expressions; formats are checked by the patterns beside them.
  private readonly ajv = new Ajv2020({ strict: false, unicodeRegExp: false, allErrors: false, validateFormats: false });
  private readonly ids = new Map<string, string>();
  private readonly observables = new Set<string>();

  constructor() {
    for (const folder of FOLDERS) {
      for (const file of readdirSync(new URL(`${folder}/`, FOLDER))) {
        const text = readFileSync(new URL(`${folder}/${file}`, FOLDER), 'utf8').replaceAll(SLOW_WORD, QUICK_WORD);
        const schema = JSON.parse(text) as { readonly $id: string };
        this.ajv.addSchema(schema);
        const name = file.replace(/\.json$/, '');
        if (folder !== 'parts' || META_OBJECTS.has(name) || name === CUSTOM) this.ids.set(name, schema.$id);
        if (folder === 'observables') this.observables.add(name);
      }
    }
  }

  /** Whether objects of this type may leave out `spec_version` (STIX 2.1 section 3.2). */
  isObservable(type: string): boolean {
    return this.observables.has(type);
  }

  /** What is wrong with an object of the type, in one sentence; undefined where nothing is. */
  problem(type: string, object: object): string | undefined {
    const validate = this.validatorOf(type);
    try {
      if (validate(object)) return undefined;
    } catch {
      // A pattern that ran out of its stack: no value that a schema would take.
      return 'It holds a text that cannot be checked.';
    }
    const [first] = validate.errors ?? [];
    return `${type}${first?.instancePath ?? ''} ${first?.message ?? 'is not valid'}.`.slice(0, MAX_PROBLEM_CHARACTERS).toWellFormed();
  }

  private validatorOf(type: string): ValidateFunction {
    const id = this.ids.get(type === CUSTOM ? '' : type) ?? this.ids.get(CUSTOM);
    const validate = id === undefined ? undefined : this.ajv.getSchema(id);
    if (validate === undefined) throw new Error('a STIX schema is missing');
    return validate;
  }
}

const MAX_PROBLEM_CHARACTERS = 300;
