import type { Credential, Database, HeldTransaction } from '#libs/database';
import type { FastifyReply } from 'fastify';

/** What a request reads, from finding out who asks to its last field, is read in one transaction: its readers are computed once. */
export class RequestReads {
  private readonly held: HeldTransaction[] = [];

  constructor(
    private readonly database: Database,
    reply: FastifyReply,
  ) {
    // However the request ends: also where no operation came to run, and where the client went away.
    reply.raw.once('close', () => void this.end());
  }

  /** Whatever this credential reads from now on. */
  readonly hold = (credential: Credential): void => {
    this.held.push(this.database.hold(credential));
  };

  async end(): Promise<void> {
    await Promise.all(this.held.splice(0).map((held) => held.end()));
  }
}
