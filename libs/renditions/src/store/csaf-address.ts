import type { TlpLabel } from '#libs/access';

/**
 * Where documents of a label are, below `/csaf/` (CSAF 2.0 sections 7.1.5 and 7.1.11): what is not CLEAR lies under another path, and
 * TLP:AMBER+STRICT, which CSAF 2.0 calls RED, is in no list. TLP:RED itself has no address.
 */
export const CSAF_FOLDERS: Readonly<Record<Exclude<TlpLabel, 'RED'>, string>> = {
  CLEAR: 'white',
  GREEN: 'green',
  AMBER: 'amber',
  'AMBER+STRICT': 'red',
};

/** The folder of a document: its label's, then the year of its `initial_release_date` in UTC. Undefined where it has none. */
export function csafFolderUrl(apiUrl: string, label: TlpLabel, publishedAt: string): string | undefined {
  return label === 'RED' ? undefined : `${apiUrl}/csaf/${CSAF_FOLDERS[label]}/${publishedAt.slice(0, 4)}`;
}
