export { NOBODY, SECTORS, TIERS } from './audience.js';
export type { Audience, Sector, Tier } from './audience.js';
export { CHANNEL_NAMES, CHANNELS } from './channels.js';
export type { Channel, Passage } from './channels.js';
export { isNarrower, labelText, parseLabel, TLP_LABELS } from './labels.js';
export type { TlpLabel } from './labels.js';
