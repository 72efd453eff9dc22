import { randomSecret } from '#libs/core';
import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { MAX_PASSWORD_LENGTH } from './password-rules.js';

/** argon2id (RFC 9106) as OWASP's cheat sheet has it: 19 MiB, two passes, one lane; about 10 ms. The library's default algorithm is argon2id. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** Each holds 19 MiB and a thread: more at once would only make all of them slower. */
const MAX_AT_ONCE = 4;

/** Hashes and verifies passwords, a few at a time. */
@Injectable()
export class PasswordHasher {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private dummy: Promise<string> | undefined;

  async hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password.normalize('NFKC'), PARAMETERS));
  }

  /** Takes as long where there is no hash: whether an account exists must not be heard from the time. */
  async verify(stored: string | undefined, password: string): Promise<boolean> {
    const dummy = await (this.dummy ??= this.hash(randomSecret()));
    const against = stored ?? dummy;
    const isRight = await this.inTurn(() => verify(against, password.slice(0, MAX_PASSWORD_LENGTH * 2).normalize('NFKC')));
    return stored !== undefined && isRight;
  }

  private async inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.running >= MAX_AT_ONCE) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running++;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      // The place is handed on, so that nobody who comes now can take it.
      if (next) next();
      else this.running--;
    }
  }
}
