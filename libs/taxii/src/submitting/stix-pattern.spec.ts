import { describe, expect, it } from '@jest/globals';
import { patternProblem } from './stix-pattern.js';

/** One of each form of STIX 2.1 section 9, after its examples and after real indicators. */
const VALID = [
  "[app:id='com.client.appA']",
  "[domain-name:value = 'circl.lu' AND domain-name:resolves_to_refs[*].value = '149.13.33.14']",
  "[file:hashes.'SHA-256' = 'aec070645fe53ee3b3763059376134f058cc337247c978add178b6ccdfb0019f']",
  "[email-message:subject MATCHES '^[IMPORTANT] Please Review Before']",
  "[email-message:from_ref.value MATCHES '.+\\\\banking@g0thamnatl\\\\.com$']",
  "[file:hashes.'SHA-256' = 'bf07'] OR ([file:hashes.MD5 = 'cead'] AND [file:name == 'it\\'s' OR file:size <> +3])",
  "([file:name = 'pdf.exe'] FOLLOWEDBY [windows-registry-key:key LIKE 'HKEY_%']) WITHIN 300.5 SECONDS",
  "[ipv4-addr:value ISSUBSET '198.51.100.0/24'] REPEATS 5 TIMES WITHIN 1800 SECONDS",
  "[network-traffic:dst_ref.value NOT ISSUPERSET '10.0.0.1'] START t'2016-06-01T00:00:00Z' STOP t'2016-07-01T00:00:00.123Z'",
  '[EXISTS windows-registry-key:values[0].name AND NOT EXISTS file:name]',
  "[process:pid NOT IN (1, -2, 0.5, -.5, 'a', true, false, h'0aFF', b'VGVzdA==', t'2016-12-31T23:59:60Z')]",
  '[process:pid IN ()]',
  "[(file:size > 25371 OR file:size <= -1) AND x-usb-device:'usbdrive'.serial_number[-1] = '']",
  "/* why */ [file:name = 'a'] // and no more",
  "[artifact:payload_bin = '\u7db2\u8def/*no comment*/']",
  `[file:name IN (${Array.from({ length: 5_000 }, (_, at) => `'${at}'`).join(', ')})]`,
];

const INVALID = [
  ...['', ' ', '[', '[]', '[foo', '[foo]', 'x', "[file:name = 'a'", "file:name = 'a'", "[file:name = 'a']]", "([file:name = 'a']"],
  ...["[file:name 'a']", '[file:name = "a"]', '[file:name = a]', "[file = 'a']", "[:name = 'a']", "[file:name = 'a' AND]"],
  ...["[file:name = 'a'] AND", "[file:name = 'a'] [file:name = 'b']", "[file:name = 'a'] and [file:name = 'b']", "[NOT file:name = 'a']"],
  ...["[file:hashes.SHA-256 = 'a']", "[file:name[x] = 'a']", '[file:name LIKE 5]', '[file:size > true]', "[file:name IN ('a',)]"],
  ...["[file:name = 'C:\\temp']", "[file:name = 'a\\']", "[file:x = h'abc']", "[file:x = b'abc']", '[file:size = 01]', '[file:size = 1.]'],
  ...["[file:x = t'2016-13-01T00:00:00Z']", "[file:name = 'a'] START '2016' STOP '2017'", "[file:name = 'a'] REPEATS -5 TIMES"],
  ...["[file:name = 'a'] WITHIN 5 MINUTES", "[file:name = 'a'] REPEATS 1.5 TIMES", "[file:name = 'a'] /* no end", "[file:name = 'a';]"],
];

describe('a STIX pattern', () => {
  it.each(VALID)('is one: %.100s', (pattern) => {
    expect(patternProblem(pattern)).toBeUndefined();
  });

  it.each(INVALID)('is none: %s', (pattern) => {
    expect(patternProblem(pattern)).toMatch(/^It is no STIX pattern: character \d+ should begin .+\.$/);
  });

  it('is read in the time of its length, and no nesting ends the stack', () => {
    const startedMs = performance.now();
    const long = 1_000_000;
    for (const part of ['(', '[(', "['", "[a:b='", '/', '/*', '//\n', "b'", "b'A", 't', '-', '0', '.', "\\'"])
      expect(patternProblem(part.repeat(long / 4))).toBeDefined();
    expect(patternProblem(`[file:name = '${"\\'".repeat(long)}']`)).toBeUndefined();
    expect(patternProblem(`${'('.repeat(101)}[file:name = 'a']${')'.repeat(101)}`)).toContain('at most 100 brackets');
    expect(patternProblem(`${'('.repeat(100)}[file:name = 'a']${')'.repeat(100)}`)).toBeUndefined();
    expect(performance.now() - startedMs).toBeLessThan(20_000);
  });
});
