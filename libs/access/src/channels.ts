import type { TlpLabel } from './labels.js';

/** The ways out. `token` is TAXII, CSAF, MISP and GraphQL with a token or session. */
export const CHANNEL_NAMES = ['public', 'email', 'webhook', 'token', 'graphql'] as const;
export type Channel = (typeof CHANNEL_NAMES)[number];

/**
 * What may leave:
 * `full` everything; `with_rights` everything, to readers with the keys; `encrypted_or_notice` encrypted to the recipient's OpenPGP key,
 * else a notice with no content and a link to sign in; `bare_notice` a notice without content and without title;
 * `link_unless_allowed` id and link, or the content where the endpoint is verified, https and allowed for AMBER by its organisation's
 * administrator; `second_factor` only to a session or token with a second factor; `never`.
 */
export type Passage = 'full' | 'with_rights' | 'encrypted_or_notice' | 'bare_notice' | 'link_unless_allowed' | 'second_factor' | 'never';

/** What leaves by which channel, whatever a subscription says (PRODUCT.md section 2). */
export const CHANNELS: Readonly<Record<Channel, Readonly<Record<TlpLabel, Passage>>>> = {
  public: { CLEAR: 'full', GREEN: 'never', AMBER: 'never', 'AMBER+STRICT': 'never', RED: 'never' },
  email: { CLEAR: 'full', GREEN: 'full', AMBER: 'encrypted_or_notice', 'AMBER+STRICT': 'encrypted_or_notice', RED: 'bare_notice' },
  webhook: { CLEAR: 'full', GREEN: 'full', AMBER: 'link_unless_allowed', 'AMBER+STRICT': 'link_unless_allowed', RED: 'never' },
  token: { CLEAR: 'full', GREEN: 'with_rights', AMBER: 'with_rights', 'AMBER+STRICT': 'with_rights', RED: 'never' },
  graphql: { CLEAR: 'full', GREEN: 'with_rights', AMBER: 'with_rights', 'AMBER+STRICT': 'with_rights', RED: 'second_factor' },
};
