import { TLP_LABELS } from '#libs/access';
import type { TlpLabel } from '#libs/access';
import { CSAF_FOLDERS } from '#libs/renditions';
import type { CsafFolder, StoredFormat } from '#libs/renditions';

/** The label that a folder below `/csaf/` stands for. */
export function labelOf(folder: CsafFolder): TlpLabel {
  const isNamed = (label: TlpLabel): boolean =>
    label !== 'RED' && [CSAF_FOLDERS['2.0'][label], CSAF_FOLDERS['2.1'][label]].includes(folder);
  const label = TLP_LABELS.find(isNamed);
  if (label === undefined) throw new Error(`no label has the folder ${folder}`);
  return label;
}

/** Whether everybody may read what lies there. */
export function isOpen(folder: CsafFolder): boolean {
  return labelOf(folder) === 'CLEAR';
}

export function formatOf(folder: CsafFolder): Extract<StoredFormat, 'csaf' | 'csaf_2_1'> {
  return folder.startsWith('v2.1/') ? 'csaf_2_1' : 'csaf';
}
