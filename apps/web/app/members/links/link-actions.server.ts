import { mutate } from '../../api/api.server';
import type { ApiRefusal } from '../../api/api.server';
import {
  FollowAcceptInvitationDocument,
  FollowConfirmEndpointDocument,
  FollowConfirmRegistrationDocument,
  FollowConfirmSubscriptionDocument,
  FollowProveDomainDocument,
  FollowResetPasswordDocument,
  FollowUnsubscribeDocument,
} from '../../api/gql/graphql';
import type { ProveDomainInput } from '../../api/gql/graphql';
import { textIn } from '../../forms/form.server';
import { passwordIn } from '../frame/password-in.server';
import type { LinkAction } from './link-fields';

interface Followed {
  readonly refusal?: ApiRefusal | undefined;
  /** Of a domain that is to be proven by DNS: the record to set. */
  readonly record?: { readonly name: string; readonly value: string } | null | undefined;
  /** Whether DNS was asked, and what it said. */
  readonly isProven?: boolean | undefined;
}

type Follow = (request: Request, token: string, form: FormData) => Promise<Followed>;

/** What the button of each page does. The token is the right to do it, and nobody has to be signed in. */
export const FOLLOW: Readonly<Record<LinkAction, Follow>> = {
  'confirm-endpoint': (request, token) => mutate(request, FollowConfirmEndpointDocument, { input: { token } }),
  'confirm-subscription': (request, token) => mutate(request, FollowConfirmSubscriptionDocument, { input: { token } }),
  unsubscribe: (request, token) => mutate(request, FollowUnsubscribeDocument, { input: { token } }),
  'confirm-registration': (request, token, form) =>
    mutate(request, FollowConfirmRegistrationDocument, { input: { token, password: passwordIn(form) } }),
  'accept-invitation': (request, token, form) => mutate(request, FollowAcceptInvitationDocument, { input: { token, ...filled(form) } }),
  'reset-password': (request, token, form) =>
    mutate(request, FollowResetPasswordDocument, { input: { token, password: passwordIn(form) } }),
  'prove-domain': (request, token) => mutate(request, FollowProveDomainDocument, { input: { token } }),
  'continue-application': continueApplication,
};

async function continueApplication(request: Request, applicationToken: string, form: FormData): Promise<Followed> {
  const domain = textIn(form, 'domain');
  const how = textIn(form, 'method');
  const input: ProveDomainInput =
    how === 'DNS_CHECK'
      ? { applicationToken, domain }
      : how === 'DNS_TXT'
        ? { applicationToken, domain, method: how }
        : { applicationToken, domain, method: 'EMAIL' as const, email: `${textIn(form, 'mailbox')}@${domain}` };
  const { done, refusal } = await mutate(request, FollowProveDomainDocument, { input });
  return { refusal, record: done?.proveDomain.record, ...(how === 'DNS_CHECK' ? { isProven: done?.proveDomain.isProven } : {}) };
}

/** Who has an account already needs neither name nor password. */
function filled(form: FormData): { name?: string; password?: string } {
  const name = textIn(form, 'name');
  const password = passwordIn(form);
  return { ...(name === '' ? {} : { name }), ...(password === '' ? {} : { password }) };
}
