import { z } from 'zod';
import { CRITERIA } from './criteria/criteria.js';
import { idField, nameField, orElse } from './read-input.js';
import { FREQUENCIES, isTimeZone, SUBSCRIPTION_LIMITS } from './subscription.js';

export const frequencyField = z.enum(FREQUENCIES);
export const timeZoneField = z.string('an IANA time zone').refine(isTimeZone, 'an IANA time zone, as in Asia/Hong_Kong');
export const endpointsField = z
  .array(idField, 'a list of ids')
  .max(SUBSCRIPTION_LIMITS.endpoints, `at most ${SUBSCRIPTION_LIMITS.endpoints} endpoints`)
  .transform((ids) => [...new Set(ids)]);

export const NEW_SUBSCRIPTION = z.strictObject({
  name: orElse(nameField, ''),
  criteria: CRITERIA.nullish().transform((criteria) => criteria ?? CRITERIA.parse({})),
  frequency: frequencyField,
  timeZone: orElse(timeZoneField, 'UTC'),
  endpointIds: endpointsField,
  /** Of the organisation, to its shared endpoints, instead of one's own. */
  isShared: orElse(z.boolean('true or false'), false),
});
export type NewSubscription = z.input<typeof NEW_SUBSCRIPTION>;

/** Only what is given changes. */
export const SUBSCRIPTION_CHANGE = z.strictObject({
  id: idField,
  name: nameField.nullish(),
  criteria: CRITERIA.nullish(),
  frequency: frequencyField.nullish(),
  timeZone: timeZoneField.nullish(),
  endpointIds: endpointsField.nullish(),
});
export type SubscriptionChange = z.input<typeof SUBSCRIPTION_CHANGE>;
