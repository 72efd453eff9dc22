import { randomBytes } from 'node:crypto';
import { readdir, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '#libs/core';
import type { Clock } from '#libs/core';
import { EmailSender } from './email-sender.js';
import type { EmailEnvelope, EmailOutcome } from './email-sender.js';

/** Captured mails that are kept, the newest. */
export const MAX_CAPTURED_MAILS = 1_000;

/** `<instant to the millisecond>-<8 random hex digits>`: names sort by time. */
export const CAPTURED_MAIL_ID = /^\d{8}T\d{9}Z-[0-9a-f]{8}$/;

/** Where captured mail lies inside the data folder. */
export function mailFolder(dataDir: string): string {
  return join(dataDir, 'mail');
}

/**
 * Without `SMTP_URL`: keeps each mail as a file in `<dataDir>/mail/` for the mailbox page, readable by this user only. Several processes may
 * write to one folder. Nothing leaves the machine.
 */
export class CapturingEmailSender extends EmailSender {
  private readonly folder: string;
  private pruning: Promise<void> | undefined;

  constructor(
    dataDir: string,
    private readonly clock: Clock,
  ) {
    super();
    this.folder = mailFolder(dataDir);
  }

  async send(_envelope: EmailEnvelope, raw: Buffer): Promise<EmailOutcome> {
    const startedAt = performance.now();
    const duration = () => Math.round(performance.now() - startedAt);
    try {
      await this.keep(raw);
    } catch (error) {
      // A full disk is tried again like a mail server that is away.
      return { kind: 'retry', error: 'DISK', durationMs: duration(), response: error instanceof Error ? error.message.slice(0, 300) : '' };
    }
    return { kind: 'sent', durationMs: duration(), response: 'kept in the data folder' };
  }

  async close(): Promise<void> {
    await this.pruning;
  }

  /** Written beside and then renamed, so that a reader sees a whole mail or none. */
  private async keep(raw: Buffer): Promise<void> {
    const instant = this.clock.now().toISOString().replace(/[-:.]/g, '');
    const id = `${instant}-${randomBytes(4).toString('hex')}`;
    const unfinished = join(this.folder, `.${id}.tmp`);
    makeFolder(this.folder);
    await writeFile(unfinished, raw, { mode: 0o600 });
    await rename(unfinished, join(this.folder, `${id}.eml`));
    // One look at the folder serves all who wrote while the one before was under way.
    this.pruning ??= this.prune().finally(() => (this.pruning = undefined));
    await this.pruning;
  }

  private async prune(): Promise<void> {
    const names = (await readdir(this.folder)).filter((name) => name.endsWith('.eml')).sort();
    const surplus = names.slice(0, Math.max(0, names.length - MAX_CAPTURED_MAILS));
    // Another process may have removed it first.
    await Promise.all(surplus.map((name) => unlink(join(this.folder, name)).catch(() => undefined)));
  }
}
