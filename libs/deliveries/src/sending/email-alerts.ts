import { setTimeout as pause } from 'node:timers/promises';
import { Clock } from '#libs/core';
import { Injectable } from '@nestjs/common';
import { DomainRates } from '../email/domain-rates.js';
import { EmailSender } from '../email/email-sender.js';
import type { EmailOutcome } from '../email/email-sender.js';
import { AlertMails } from './alert-mails.js';
import type { ClaimedAlert, SendResult } from './claimed-alert.js';
import { START_WITHIN_MS } from './lanes.js';
import { afterFailedTry } from './next-try.js';

/** A domain that may not be sent to yet is asked again after this time. */
const PUT_BACK_MS = 2_000;

/** One alert to one address. */
@Injectable()
export class EmailAlerts {
  constructor(
    private readonly sender: EmailSender,
    private readonly rates: DomainRates,
    private readonly mails: AlertMails,
    private readonly clock: Clock,
  ) {}

  async send(alert: ClaimedAlert): Promise<SendResult> {
    const waitingSince = this.clock.now();
    if (!(await this.mayGo(alert.destination))) {
      return { alert, outcome: 'put_back', startedAtMs: waitingSince.getTime(), durationMs: 0, delayMs: PUT_BACK_MS };
    }
    const message = await this.mails.messageFor(alert);
    const startedAtMs = this.clock.nowMs();
    if (message === undefined) return { alert, outcome: 'cancelled', reason: 'empty_digest', startedAtMs, durationMs: 0 };
    const outcome = await this.sender.send(message.envelope, message.raw);
    return resultOf(alert, startedAtMs, outcome);
  }

  /** Waits for the turn of a domain, as long as the lease of what waits allows. */
  private async mayGo(domain: string): Promise<boolean> {
    const untilMs = this.clock.nowMs() + START_WITHIN_MS;
    for (;;) {
      const waitMs = this.rates.take(domain);
      if (waitMs === 0) return true;
      if (this.clock.nowMs() + waitMs > untilMs) return false;
      await pause(waitMs);
    }
  }
}

function resultOf(alert: ClaimedAlert, startedAtMs: number, outcome: EmailOutcome): SendResult {
  const { kind, isAddressDead, enhancedCode, response, statusCode, error, durationMs } = outcome;
  const excerpt = response ?? enhancedCode;
  const tried = {
    alert,
    startedAtMs,
    durationMs,
    ...(statusCode === undefined ? {} : { statusCode }),
    ...(error === undefined ? {} : { error }),
    ...(excerpt === undefined ? {} : { excerpt }),
  };
  if (kind === 'sent') return { ...tried, outcome: 'sent' };
  if (kind === 'retry') return afterFailedTry(tried, Math.random);
  return { ...tried, outcome: 'failed', reason: 'rejected', ...(isAddressDead === true ? { endpoint: 'address_dead' as const } : {}) };
}
