import { ANONYMOUS } from '#libs/access';
import { AcceptInvitation, ConfirmRegistration, LookAtApplication, ProveDomain, ResetPassword } from '#libs/accounts';
import type { ProofAsked } from '#libs/accounts';
import { DomainError } from '#libs/core';
import { Injectable } from '@nestjs/common';

type Fields = Readonly<Record<string, string>>;

/** The links of accounts. */
@Injectable()
export class AccountLinks {
  readonly uses;

  constructor(
    accept: AcceptInvitation,
    confirm: ConfirmRegistration,
    reset: ResetPassword,
    prove: ProveDomain,
    private readonly look: LookAtApplication,
  ) {
    this.uses = {
      'accept-invitation': (token: string, fields: Fields) => accept.execute(ANONYMOUS, { token, ...filled(fields, ['name', 'password']) }),
      'confirm-registration': (token: string, { password = '' }: Fields) => confirm.execute(ANONYMOUS, { token, password }),
      'reset-password': (token: string, { password = '' }: Fields) => reset.execute(ANONYMOUS, { token, password }),
      'prove-domain': (token: string) => prove.check(ANONYMOUS, { token }),
      'continue-application': (applicationToken: string, { domain = '', mailbox = '' }: Fields) =>
        prove.request(ANONYMOUS, { method: 'email', domain, email: `${mailbox}@${domain}`, applicationToken }),
    };
  }

  async proofAsked(token: string): Promise<ProofAsked | undefined> {
    try {
      return await this.look.proof(token);
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'not_found') return undefined;
      throw error;
    }
  }
}

/** The named fields that something was written in. */
function filled(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name, value]) => names.includes(name) && value.trim() !== ''));
}
