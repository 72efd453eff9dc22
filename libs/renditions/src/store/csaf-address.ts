import type { TlpLabel } from '#libs/access';
import type { CsafVersion } from '../csaf/csaf-version.js';

type ServedLabel = Exclude<TlpLabel, 'RED'>;

/**
 * Where documents of a label are, below `/csaf/` (CSAF 2.0 sections 7.1.5 and 7.1.11): what is not CLEAR lies under another path, and
 * TLP:AMBER+STRICT, which CSAF 2.0 calls RED, is in no list there. CSAF 2.1 has a folder of its own. TLP:RED itself has no address.
 */
export const CSAF_FOLDERS = {
  '2.0': { CLEAR: 'white', GREEN: 'green', AMBER: 'amber', 'AMBER+STRICT': 'red' },
  '2.1': { CLEAR: 'v2.1/clear', GREEN: 'v2.1/green', AMBER: 'v2.1/amber', 'AMBER+STRICT': 'v2.1/amber+strict' },
} as const satisfies Readonly<Record<CsafVersion, Readonly<Record<ServedLabel, string>>>>;

export type CsafFolder = (typeof CSAF_FOLDERS)[CsafVersion][ServedLabel];

/** The folder of a document: its label's, then the year of its `initial_release_date` in UTC. Undefined where it has none. */
export function csafFolderUrl(apiUrl: string, label: TlpLabel, publishedAt: string, version: CsafVersion = '2.0'): string | undefined {
  return label === 'RED' ? undefined : `${apiUrl}/csaf/${CSAF_FOLDERS[version][label]}/${publishedAt.slice(0, 4)}`;
}
