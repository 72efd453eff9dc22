import { SecretBox } from '#libs/config';
import { Clock } from '#libs/core';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { hashOfRecoveryCode, newRecoveryCodes } from './recovery-codes.js';
import { stepOfCode } from './totp.js';

const BOX = 'totp-secret';
/** How long a new secret waits for its first code. */
const PENDING_MINUTES = 15;

/** All SQL about second factors. Runs in system contexts only: no person's context sees a secret. */
@Injectable()
export class SecondFactors {
  constructor(
    private readonly box: SecretBox,
    private readonly clock: Clock,
  ) {}

  async isEnrolled(tx: Transaction, personId: string): Promise<boolean> {
    return (await tx.execute('SELECT FROM accounts.totp WHERE person_id = $1 AND confirmed_at IS NOT NULL', [personId])) > 0;
  }

  /** Keeps a new secret beside the one in use. */
  async keepPending(tx: Transaction, personId: string, secret: string): Promise<void> {
    await tx.execute(
      `INSERT INTO accounts.totp (person_id, pending_encrypted, pending_at) VALUES ($1, $2, now())
       ON CONFLICT (person_id) DO UPDATE SET pending_encrypted = excluded.pending_encrypted, pending_at = excluded.pending_at`,
      [personId, this.box.seal(BOX, secret)],
    );
  }

  /** Takes the waiting secret into use if the code is its. */
  async confirmPending(tx: Transaction, personId: string, code: string): Promise<boolean> {
    const row = await tx.find<{ pending_encrypted: Buffer }>(
      `SELECT pending_encrypted FROM accounts.totp WHERE person_id = $1 AND pending_at > now() - $2 * interval '1 minute' FOR UPDATE`,
      [personId, PENDING_MINUTES],
    );
    const step = row && stepOfCode(this.box.open(BOX, row.pending_encrypted), code, this.clock.now());
    if (step === undefined) return false;
    await tx.execute(
      `UPDATE accounts.totp SET secret_encrypted = pending_encrypted, confirmed_at = now(), pending_encrypted = NULL, pending_at = NULL, last_step = $2
       WHERE person_id = $1`,
      [personId, step],
    );
    return true;
  }

  /** Sets a secret that needs no confirmation; for the operator's command line. */
  async set(tx: Transaction, personId: string, secret: string): Promise<void> {
    await tx.execute(
      `INSERT INTO accounts.totp (person_id, secret_encrypted, confirmed_at) VALUES ($1, $2, now())
       ON CONFLICT (person_id) DO UPDATE SET secret_encrypted = excluded.secret_encrypted, confirmed_at = excluded.confirmed_at`,
      [personId, this.box.seal(BOX, secret)],
    );
  }

  /** Accepts a code once: the row is locked, and only a later step than the last one is taken. */
  async acceptTotp(tx: Transaction, personId: string, code: string): Promise<boolean> {
    const row = await tx.find<{ secret_encrypted: Buffer; last_step: string }>(
      'SELECT secret_encrypted, last_step FROM accounts.totp WHERE person_id = $1 AND confirmed_at IS NOT NULL FOR UPDATE',
      [personId],
    );
    const step = row && stepOfCode(this.box.open(BOX, row.secret_encrypted), code, this.clock.now());
    if (row === undefined || step === undefined || step <= Number(row.last_step)) return false;
    await tx.execute('UPDATE accounts.totp SET last_step = $2 WHERE person_id = $1', [personId, step]);
    return true;
  }

  /** Accepts a recovery code once. */
  async acceptRecoveryCode(tx: Transaction, personId: string, code: string): Promise<boolean> {
    const used = await tx.execute(
      'UPDATE accounts.recovery_code SET used_at = now() WHERE person_id = $1 AND hash = $2 AND used_at IS NULL',
      [personId, hashOfRecoveryCode(code)],
    );
    return used === 1;
  }

  /** Ten new codes in the place of all the old ones; returned once. */
  async renewRecoveryCodes(tx: Transaction, personId: string): Promise<string[]> {
    const codes = newRecoveryCodes();
    await tx.execute('DELETE FROM accounts.recovery_code WHERE person_id = $1', [personId]);
    await tx.execute('INSERT INTO accounts.recovery_code (person_id, hash) SELECT $1, unnest($2::bytea[])', [
      personId,
      codes.map(hashOfRecoveryCode),
    ]);
    return codes;
  }
}
