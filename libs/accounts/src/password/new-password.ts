import { Injectable } from '@nestjs/common';
import { PasswordHasher } from './password-hasher.js';
import { requireGoodPassword } from './password-rules.js';

/** What everyone knows of an account, and what its password must therefore not be made of. */
export interface PasswordContext {
  readonly email: string;
  readonly name: string;
  readonly organisationName?: string | undefined;
}

/** Judges and hashes a password that is about to be set. */
@Injectable()
export class NewPassword {
  constructor(private readonly hasher: PasswordHasher) {}

  /** The hash to store; throws INVALID_INPUT at `path` for a password that is not good enough. */
  async hash(password: string, { email, name, organisationName }: PasswordContext, path = 'password'): Promise<string> {
    requireGoodPassword(password, [email, name, organisationName ?? ''], path);
    return this.hasher.hash(password);
  }
}
