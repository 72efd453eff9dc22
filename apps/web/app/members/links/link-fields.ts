/** What links in mails do, and what their pages ask for. The names are parts of addresses that stand in mails: they never change. */
export const LINK_FIELDS = {
  'confirm-endpoint': [],
  'confirm-subscription': [],
  unsubscribe: [],
  'confirm-registration': ['password'],
  'continue-application': ['domain', 'mailbox'],
  'accept-invitation': ['name', 'password'],
  'reset-password': ['password'],
  'prove-domain': [],
} as const satisfies Record<string, readonly LinkField[]>;

export type LinkAction = keyof typeof LINK_FIELDS;
export type LinkField = 'name' | 'password' | 'domain' | 'mailbox';

export function isLinkAction(name: string): name is LinkAction {
  return Object.hasOwn(LINK_FIELDS, name);
}

/** After these one goes on by signing in. */
export const LEADS_TO_SIGN_IN: ReadonlySet<LinkAction> = new Set(['confirm-registration', 'accept-invitation', 'reset-password']);
