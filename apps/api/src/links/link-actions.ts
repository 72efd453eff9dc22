/** What a link in a mail can do, and what its page asks for. The names are parts of addresses that stand in mails: they never change. */
export const LINK_ACTIONS = {
  'confirm-endpoint': [],
  'confirm-subscription': [],
  unsubscribe: [],
  'confirm-registration': ['password'],
  'continue-application': ['domain', 'mailbox'],
  'accept-invitation': ['name', 'password'],
  'reset-password': ['password'],
  'prove-domain': [],
} as const satisfies Record<string, readonly LinkField[]>;

export type LinkAction = keyof typeof LINK_ACTIONS;
export type LinkField = 'name' | 'password' | 'domain' | 'mailbox';

export function isLinkAction(name: string): name is LinkAction {
  return Object.hasOwn(LINK_ACTIONS, name);
}
