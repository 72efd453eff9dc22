import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A key that was just given is not used for a day: whoever got into an account for an hour cannot have what is TLP:AMBER encrypted to a key of theirs
 * before the mailbox's owner has read that there is one. A key from before this has no such instant and goes on being used.
 */
export class AgeOpenPgpKeys implements MigrationInterface {
  readonly name = 'age-openpgp-keys-0000000000034';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE subscriptions.endpoint ADD COLUMN openpgp_usable_at timestamptz');
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}
