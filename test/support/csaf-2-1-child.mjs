// The process in which CSAF 2.1 documents are judged: the library opens modules that the tests' own loader does not take.
import { createRequire } from 'node:module';
import process from 'node:process';

const LIBRARY = '@secvisogram/csaf-validator-lib';
// The library's own schemas are constants: to check each anew costs 4 s.
const fromLibrary = createRequire(createRequire(import.meta.url).resolve(`${LIBRARY}/validate.js`));
fromLibrary('ajv/dist/jtd.js').prototype.validateSchema = () => true;

const mandatory = await import(`${LIBRARY}/csaf_2_1/mandatoryTests.js`);
const { csaf_2_1_strict: schema } = await import(`${LIBRARY}/csaf_2_1/schemaTests.js`);
if (schema === undefined || Object.keys(mandatory).length < 50) throw new Error('the library has no tests of CSAF 2.1');

/** 6.1.26 of the library is that of 2.0: it takes the profiles that 2.1 adds for misuse of a reserved name. */
const NEW_PROFILES = ['csaf_withdrawn', 'csaf_superseded', 'csaf_deprecated_security_advisory'];

process.on('message', async (bytes) => {
  const document = JSON.parse(Buffer.from(bytes).toString());
  const flaws = [];
  for (const [name, test] of Object.entries({ schema, ...mandatory })) {
    if (name === 'mandatoryTest_6_1_26' && NEW_PROFILES.includes(document.document.category)) continue;
    const { isValid, errors = [] } = await test(document);
    if (!isValid) flaws.push(name, ...errors.slice(0, 5).map((each) => `${name} ${each.instancePath} ${each.message}`));
  }
  process.send(flaws);
});
process.send('ready');
