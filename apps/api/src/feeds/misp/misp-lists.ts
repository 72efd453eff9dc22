import type { TlpLabel } from '#libs/access';
import type { ListScope } from '#libs/renditions';
import type { FeedList } from '../feed-lists.js';
import type { RowList } from '../list-chunks.js';

export type MispAudience = 'public' | 'members';

/** RED has no event. */
export const MISP_LABELS: Readonly<Record<MispAudience, readonly TlpLabel[]>> = {
  public: ['CLEAR'],
  members: ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT'],
};

/** What a MISP reads first: which events there are and when they changed, and the hashes of their values. */
export function mispList(audience: MispAudience, file: 'manifest.json' | 'hashes.csv'): FeedList {
  const scope: ListScope = { format: 'misp', labels: MISP_LABELS[audience] };
  const isManifest = file === 'manifest.json';
  return {
    name: `misp ${audience} ${file}`,
    format: 'misp',
    mediaType: isManifest ? 'application/json' : 'text/csv; charset=utf-8',
    isPublic: audience === 'public',
    content: isManifest ? manifest(scope) : hashes({ ...scope, withHashes: true }),
  };
}

function manifest(scope: ListScope): RowList {
  const rows: RowList['rows'] = (documents) => documents.map(({ listEntry }) => listEntry).join(',');
  return { scope, head: () => '{', rows, separator: ',', tail: '}' };
}

function hashes(scope: ListScope): RowList {
  const rows: RowList['rows'] = (documents) =>
    documents
      .flatMap(({ fileName, valueHashes }) => (valueHashes ?? []).map((hash) => `${hash},${fileName.replace('.json', '')}\n`))
      .join('');
  return { scope, head: () => '', rows, separator: '', tail: '' };
}
