import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The place of the queue where there is no Redis. What is in it belongs to the library (BullMQ), which the worker lets make its own tables;
 * it holds ids and may be lost: what is unfinished is written in the outbox and the deliveries.
 */
export class CreateQueueSchema implements MigrationInterface {
  readonly name = 'create-queue-schema-0000000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA bullmq');
    await runner.query('GRANT USAGE, CREATE ON SCHEMA bullmq TO harbourlight_worker');
  }

  down(): Promise<void> {
    throw new Error('Migrations run forward only.');
  }
}
