import { CHANNELS } from '#libs/access';
import type { Channel } from '#libs/access';
import type { AdvisoryView } from './advisory-view.js';

/** Throws where the CHANNELS table says that this label never leaves by the channel: a caller that asks has already made a mistake. */
export function refuseUnlessMayLeave({ label }: Pick<AdvisoryView, 'label'>, channel: Channel): void {
  if (CHANNELS[channel][label] === 'never') throw new Error(`A TLP:${label} advisory may not leave by the channel ${channel}.`);
}

/** A tag that reads like a rule of sharing: where tags travel to machines, such words are ours to set, from the label, and no author's. */
export function isSharingTag(tag: string): boolean {
  return /^\s*(tlp|pap|iep)\s*:/i.test(tag);
}
