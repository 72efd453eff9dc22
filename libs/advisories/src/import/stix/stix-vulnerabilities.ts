import { CVE_ID } from '../../content-grammars.js';
import type { ScoredVector, Vulnerability } from '../../content.js';
import { parseCvss } from '../../severity/cvss.js';
import { unlessEmpty } from '../csaf/csaf-parts.js';
import { fitLine, notesOf } from '../fit-text.js';
import { statedScores } from './stix-extension.js';
import type { StixObject } from './stix-object.js';
import { readExternalReferences } from './stix-references.js';
import { wordsOf } from './stix-words.js';

/** CVSS vectors, as producers write them into texts and into properties of their own. */
const VECTORS =
  /\bCVSS:(?:3\.[01]|4\.0)(?:\/[A-Za-z]{1,3}:[A-Za-z]{1,2})+|\bAV:[LAN]\/AC:[LMH]\/Au:[MSN]\/C:[NPC]\/I:[NPC]\/A:[NPC](?:\/[A-Za-z]{1,3}:[A-Za-z]{1,3})*/g;
const MAX_SEARCHED_CHARACTERS = 200_000;

/** STIX 2.1 section 4.18. An object that names several CVE ids is several vulnerabilities. */
export function readVulnerability(object: StixObject): readonly Vulnerability[] {
  const { json } = object;
  const name = json.text('name');
  const { cves, cwes, ids, references } = readExternalReferences(object);
  const named = name?.trim().toUpperCase() ?? '';
  const all = [...new Set([...(CVE_ID.test(named) ? [named] : []), ...cves])];
  const words = wordsOf(object);
  const own = ids.filter(({ value }) => value !== name);
  const isTitle = name !== undefined && !CVE_ID.test(named) && !ids.some(({ value }) => value === name);
  const first: Vulnerability = {
    cve: all[0],
    ids: unlessEmpty(all.length === 0 && name !== undefined && !isTitle ? ids : own),
    title: isTitle ? fitLine(name.trim() || name) : undefined,
    cwes: unlessEmpty([...new Set(cwes)]),
    cvss: unlessEmpty(vectorsIn(JSON.stringify(json.value).slice(0, MAX_SEARCHED_CHARACTERS), statedScores(object))),
    notes: unlessEmpty(notesOf({ category: 'description' }, words)),
    references: unlessEmpty(references),
  };
  return [first, ...all.slice(1).map((cve): Vulnerability => ({ cve }))];
}

function vectorsIn(text: string, stated: ReadonlyMap<string, number>): readonly ScoredVector[] {
  const found = new Map<string, ScoredVector>();
  for (const [vector] of text.matchAll(VECTORS)) {
    try {
      const scored = parseCvss(vector);
      const statedScore = stated.get(vector) ?? stated.get(scored.vector);
      found.set(scored.vector, { ...scored, ...(statedScore === undefined || statedScore === scored.score ? {} : { statedScore }) });
    } catch {
      // What only looks like a vector stays in the text.
    }
  }
  return [...found.values()];
}
