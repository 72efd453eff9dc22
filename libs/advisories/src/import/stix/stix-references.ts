import { CNVD_ID, CVE_ID, CWE_ID, EXECUTABLE_SCHEME, TECHNIQUE_ID } from '../../content-grammars.js';
import type { Reference } from '../../content.js';
import { fitLine } from '../fit-text.js';
import type { StixObject } from './stix-object.js';

/** What the external references of an object say (STIX 2.1 section 2.5). */
export interface StixReferences {
  readonly references: readonly Reference[];
  readonly cves: readonly string[];
  readonly cwes: readonly string[];
  readonly cnvd: readonly string[];
  readonly techniques: readonly string[];
  /** Ids of other systems. */
  readonly ids: readonly { readonly system: string; readonly value: string }[];
}

export function readExternalReferences({ json }: StixObject): StixReferences {
  const read = {
    references: [] as Reference[],
    cves: [] as string[],
    cwes: [] as string[],
    cnvd: [] as string[],
    techniques: [] as string[],
    ids: [] as { system: string; value: string }[],
  };
  const places = Array.isArray(json.field('external_references').value) ? json.list('external_references') : [];
  for (const place of places) {
    const system = place.text('source_name') ?? '';
    const value = place.text('external_id');
    const description = place.text('description');
    const url = place.text('url') ?? (description !== undefined && isAddress(description) ? description : undefined);
    if (value !== undefined) sortId(read, system, value);
    const isId = value !== undefined && isKnownId(system, value);
    if (url !== undefined && EXECUTABLE_SCHEME.test(url)) place.field('url').note('an address that nothing executes');
    else if (url !== undefined && !isId) {
      const words = [system, description === url ? undefined : description].filter(Boolean).join(': ');
      read.references.push({ url: fitLine(url), summary: fitLine(words || url) });
    } else if (url === undefined && value === undefined && description !== undefined) {
      read.ids.push({ system: fitLine(system), value: fitLine(description) });
    }
  }
  return read;
}

function sortId(
  read: { cves: string[]; cwes: string[]; cnvd: string[]; techniques: string[]; ids: StixReferences['ids'][number][] },
  system: string,
  value: string,
): void {
  const upper = value.toUpperCase();
  if (CVE_ID.test(upper)) read.cves.push(upper);
  else if (CWE_ID.test(upper)) read.cwes.push(upper);
  else if (CNVD_ID.test(upper)) read.cnvd.push(upper);
  else if (/attack|mitre/i.test(system) && TECHNIQUE_ID.test(upper)) read.techniques.push(upper);
  else read.ids.push({ system: fitLine(system), value: fitLine(value) });
}

/** An id whose registry every reader knows needs no link. */
function isKnownId(system: string, value: string): boolean {
  const upper = value.toUpperCase();
  return CVE_ID.test(upper) || CWE_ID.test(upper) || CNVD_ID.test(upper) || (/attack/i.test(system) && TECHNIQUE_ID.test(upper));
}

function isAddress(text: string): boolean {
  return URL.canParse(text) && /^[a-z][a-z0-9+.-]{1,15}:\S+$/i.test(text);
}
