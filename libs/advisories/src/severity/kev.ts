import { invalid } from '#libs/core';
import type { InputIssue } from '#libs/core';
import { JsonPlace } from '../import/json-place.js';
import { readJson } from '../import/read-json.js';

/** The catalogue has 1.2 MB in 2026; ten times that is not the catalogue. */
export const MAX_KEV_BYTES = 16_000_000;

/** One entry of CISA's catalogue of known exploited vulnerabilities. Dates are calendar days, `YYYY-MM-DD`. */
export interface KevRow {
  readonly cve: string;
  readonly vendor: string;
  readonly product: string;
  readonly name: string;
  readonly dateAdded: string;
  readonly dueDate?: string;
  readonly description: string;
  readonly requiredAction: string;
  readonly usedByRansomware: boolean;
  readonly cwes: readonly string[];
  /** Addresses and remarks, as many as the entry joins by ` ; `. */
  readonly notes: readonly string[];
}

export interface KevCatalogue {
  readonly version: string;
  readonly releasedAt: string;
  readonly rows: readonly KevRow[];
  /** Entries that could not be read; the rest of the catalogue stands. */
  readonly refused: readonly InputIssue[];
}

const CVE = /^CVE-\d{4}-\d{4,}$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

/**
 * Reads the KEV catalogue in CISA's JSON form. Throws `invalid` where it is not the catalogue, is cut off (`count` does not agree
 * with the entries), or has no entry that can be read: an old catalogue is better than an empty one.
 */
export function parseKev(bytes: Uint8Array): KevCatalogue {
  const root = new JsonPlace(readJson(bytes, { maxBytes: MAX_KEV_BYTES }));
  const entries = root.list('vulnerabilities');
  const count = root.field('count').value;
  if (count !== entries.length || entries.length === 0) {
    throw invalid([
      { path: 'vulnerabilities', expected: `${String(count)} entries, as count says`, received: `${entries.length} entries` },
    ]);
  }
  const rows: KevRow[] = [];
  const refused: InputIssue[] = [];
  for (const entry of entries) {
    const issue = issueOf(entry);
    if (issue) refused.push(issue);
    else rows.push(rowOf(entry));
  }
  if (rows.length === 0) throw invalid(refused.slice(0, 20), 'No entry of the KEV catalogue could be read.');
  return { version: root.text('catalogVersion') ?? '', releasedAt: root.text('dateReleased') ?? '', rows, refused };
}

function issueOf(entry: JsonPlace): InputIssue | undefined {
  const cve = entry.text('cveID');
  if (cve === undefined || !CVE.test(cve)) return { path: `${entry.path}.cveID`, expected: 'a CVE id', received: cve };
  const added = entry.text('dateAdded');
  if (added === undefined || !DAY.test(added)) return { path: `${entry.path}.dateAdded`, expected: 'a day, YYYY-MM-DD', received: added };
  return undefined;
}

function rowOf(entry: JsonPlace): KevRow {
  return {
    cve: entry.text('cveID') ?? '',
    vendor: entry.text('vendorProject') ?? '',
    product: entry.text('product') ?? '',
    name: entry.text('vulnerabilityName') ?? '',
    dateAdded: entry.text('dateAdded') ?? '',
    dueDate: entry.text('dueDate'),
    description: entry.text('shortDescription') ?? '',
    requiredAction: entry.text('requiredAction') ?? '',
    usedByRansomware: entry.text('knownRansomwareCampaignUse') === 'Known',
    cwes: entry.texts('cwes') ?? [],
    notes: (entry.text('notes') ?? '')
      .split(' ; ')
      .map((note) => note.trim())
      .filter((note) => note !== ''),
  };
}
