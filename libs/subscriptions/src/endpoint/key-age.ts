import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Clock } from '#libs/core';
import { Inject, Injectable } from '@nestjs/common';

const HOUR_MS = 3_600_000;

/** How long a new OpenPGP key is not used, so that the owner of the mailbox can say that it is not theirs (OPENPGP_KEY_AGE_HOURS). */
@Injectable()
export class KeyAge {
  constructor(
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  now(): Date {
    return this.clock.now();
  }

  /** From when on a key that is given now is used, ISO 8601; null for at once. */
  usableAt(): string | null {
    const hours = this.config.openPgpKeyAgeHours;
    return hours === 0 ? null : new Date(this.clock.nowMs() + hours * HOUR_MS).toISOString();
  }
}
