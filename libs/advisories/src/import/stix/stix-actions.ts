import { REMEDIATION_CATEGORIES } from '../../content.js';
import type { LocalisedText, Remediation } from '../../content.js';
import { unlessEmpty } from '../csaf/csaf-parts.js';
import { escapedMarkdown, fitText } from '../fit-text.js';
import type { StixObject } from './stix-object.js';
import { readExternalReferences } from './stix-references.js';
import { wordsOf } from './stix-words.js';

/** What to do: a step, or a remediation of what the course of action mitigates. */
export type StixAction = { readonly remediation: Remediation } | { readonly step: string };

const LEFT_OUT = new Set(['labels']);

/** STIX 2.1 section 4.4. `mitigated` are the positions of the vulnerabilities that it mitigates, `cves` those of them with an id. */
export function readAction(object: StixObject, mitigated: readonly number[], cves: readonly string[]): StixAction {
  const { json } = object;
  const name = json.text('name');
  const words = wordsOf(object, LEFT_OUT);
  const isSaid = name === undefined || words.replaceAll(/\s+/g, ' ').startsWith(name.replace(/…$/, ''));
  const text = fitText(isSaid ? words || (name ?? object.id) : [`**${escapedMarkdown(name)}**`, words].filter(Boolean).join('\n\n'));
  const labelled = REMEDIATION_CATEGORIES.find((category) => object.refs('labels').includes(category));
  if (labelled === undefined && mitigated.length === 0) return { step: text };
  const without = mitigated.filter((_, index) => cves[index] === '');
  return {
    remediation: {
      category: labelled ?? 'mitigation',
      details: text,
      url: readExternalReferences(object).references[0]?.url,
      cves: unlessEmpty(cves.filter((cve) => cve !== '')),
      vulnerabilities: unlessEmpty(without),
    },
  };
}

export function stepIn(language: keyof LocalisedText, text: string): LocalisedText {
  return { [language]: text };
}
