import { CHANNELS, isNarrower } from '#libs/access';
import type { TlpLabel } from '#libs/access';
import type { ClaimedAlert } from './claimed-alert.js';

/** How much of an advisory leaves in one alert, and under which label. */
export interface AlertPassage<Passage extends string> {
  readonly label: TlpLabel;
  readonly passage: Passage;
}

/** Of the revision's label and of what is published today the narrower one: an advisory may have been marked down since. */
function labelOf({ label, currentLabel }: ClaimedAlert): TlpLabel {
  if (label === null || currentLabel === null) throw new Error('an alert about an advisory has a label');
  return isNarrower(currentLabel, label) ? currentLabel : label;
}

/** `CHANNELS.webhook` for one endpoint. Throws where nothing may leave: such an alert is not claimed. */
export function webhookPassage(alert: ClaimedAlert): AlertPassage<'full' | 'link'> {
  const label = labelOf(alert);
  switch (CHANNELS.webhook[label]) {
    case 'full':
      return { label, passage: 'full' };
    case 'link_unless_allowed': {
      const isAllowed = alert.allowAmber && alert.isVerified && alert.organisationId !== null && alert.address.startsWith('https://');
      return { label, passage: isAllowed ? 'full' : 'link' };
    }
    default:
      throw new Error(`TLP:${label} never leaves by webhook`);
  }
}

/** `CHANNELS.email` for one endpoint. `encrypted` is the full text to the recipient's OpenPGP key. */
export function emailPassage(alert: ClaimedAlert): AlertPassage<'full' | 'encrypted' | 'notice' | 'bare_notice'> {
  const label = labelOf(alert);
  switch (CHANNELS.email[label]) {
    case 'full':
      return { label, passage: 'full' };
    case 'encrypted_or_notice':
      return { label, passage: alert.openPgpKey === null ? 'notice' : 'encrypted' };
    case 'bare_notice':
      return { label, passage: 'bare_notice' };
    default:
      throw new Error(`TLP:${label} never leaves by email`);
  }
}
