import { z } from 'zod';
import { CRITERIA } from '../criteria/criteria.js';
import { emailAddressField } from '../endpoint/email-address.js';
import { languageField, orElse } from '../read-input.js';
import { frequencyField, timeZoneField } from '../subscription-input.js';

/** What a stranger can make us do: write to an address that need not be theirs. So it is counted by address and by client. */
export const PUBLIC_LIMITS = {
  /** Requests from one client in an hour; then the client is told to wait. */
  perClientAndHour: 20,
  /** Mails that ask one address for a confirmation, each for something else; beyond, the answer is the same and no mail is sent. */
  mailsPerAddressAndHour: 3,
  mailsPerAddressAndDay: 4,
  confirmationHours: 24,
} as const;

export const PUBLIC_REQUEST = z.strictObject({
  email: emailAddressField,
  criteria: CRITERIA.nullish().transform((criteria) => criteria ?? CRITERIA.parse({})),
  frequency: orElse(frequencyField, 'immediate'),
  language: orElse(languageField, 'en'),
  timeZone: orElse(timeZoneField, 'UTC'),
});
export type PublicRequest = z.input<typeof PUBLIC_REQUEST>;
export type WantedPublicly = z.output<typeof PUBLIC_REQUEST>;
