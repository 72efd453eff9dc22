import { DeliveryQueries, SendCounters, SendEmails, SendingPause, SendWebhooks } from '#libs/deliveries';
import { OutboxEvents } from '#libs/outbox';
import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** What operators watch, for Prometheus. Labels are channels, outcomes and reasons: few, and never content. */
/* Six sources of figures, one gauge or more of each. */
/* eslint-disable @typescript-eslint/max-params */
@Injectable()
export class WorkerMetrics {
  readonly registry = new Registry();
  private readonly stuck: Gauge;
  private readonly repaired: Gauge;

  constructor(
    private readonly queries: DeliveryQueries,
    private readonly events: OutboxEvents,
    private readonly pause: SendingPause,
    counters: SendCounters,
    webhooks: SendWebhooks,
    emails: SendEmails,
  ) {
    collectDefaultMetrics({ register: this.registry });
    this.stuck = this.gauge('stuck', 'Deliveries due for more than five minutes, as the last sweep found. Above 0 is an alarm.');
    this.repaired = this.gauge('repaired', 'Pending deliveries that were due to nobody, as the last sweep found. Above 0 is an alarm.');
    this.pendingGauges();
    this.relayGauges();
    this.pauseGauge();
    const outcomes = this.labelled('outcomes', 'Results of sends since the start, by channel and outcome.', ['channel', 'outcome'], () => {
      for (const [key, count] of counters.all) {
        const [channel = '', ...outcome] = key.split(' ');
        outcomes.set({ channel, outcome: outcome.join(' ') }, count);
      }
    });
    const held = this.labelled('held', 'Alerts in the hands of this process.', ['channel'], () => {
      held.set({ channel: 'webhook' }, webhooks.heldCount);
      held.set({ channel: 'email' }, emails.heldCount);
    });
  }

  noteSweep(repaired: number, stuck: number): void {
    this.stuck.set(stuck);
    this.repaired.set(repaired);
  }

  private pendingGauges(): void {
    const oldest = this.gauge('oldest_due_seconds', 'For how long the oldest delivery has been due.', ['channel']);
    const retries = this.gauge('retries', 'Deliveries that wait for another try.', ['channel']);
    const pending = this.labelled('pending', 'Deliveries that wait for their first or next try.', ['channel'], async () => {
      for (const count of await this.queries.pendingInAll()) {
        pending.set({ channel: count.channel }, count.pending);
        retries.set({ channel: count.channel }, count.retries);
        oldest.set({ channel: count.channel }, count.oldestDueSeconds);
      }
    });
  }

  private pauseGauge(): void {
    const paused = this.labelled(
      'paused',
      '1 while sending is paused: no alert and no mail goes out. Above 0 is an alarm.',
      [],
      async () => {
        paused.set((await this.pause.state()).pauseReason === null ? 0 : 1);
      },
    );
  }

  private relayGauges(): void {
    const oldest = this.gauge('relay_lag_seconds', 'For how long the oldest event has waited for its work.');
    const waiting = this.labelled('relay_waiting', 'Events whose work is not done.', [], async () => {
      const lag = await this.events.lag();
      waiting.set(lag.waiting);
      oldest.set(lag.oldestSeconds);
    });
  }

  private gauge(name: string, help: string, labelNames: string[] = []): Gauge {
    return new Gauge({ name: `harbourlight_delivery_${name}`, help, labelNames, registers: [this.registry] });
  }

  private labelled(name: string, help: string, labelNames: string[], collect: () => void | Promise<void>): Gauge {
    return new Gauge({ name: `harbourlight_delivery_${name}`, help, labelNames, registers: [this.registry], collect });
  }
}
