import { Clock } from '#libs/core';
import { renderTestEvent, renderWebhookPayload } from '#libs/renditions';
import { Injectable } from '@nestjs/common';
import { WebhookSender } from '../webhook/webhook-sender.js';
import type { WebhookOutcome } from '../webhook/webhook-sender.js';
import { AlertViews } from './alert-views.js';
import { Challenges } from './challenges.js';
import { eventAtOf } from './claimed-alert.js';
import type { ClaimedAlert, SendResult } from './claimed-alert.js';
import { EndpointSecrets } from './endpoint-secrets.js';
import { Kept } from './kept.js';
import { START_WITHIN_MS } from './lanes.js';
import { afterFailedTry } from './next-try.js';
import { webhookPassage } from './passage.js';

/** A receiver with a queue in front of it is asked again after this time. */
const PUT_BACK_MS = 1_000;

/** One alert to one webhook: the body is rendered once for all who get the same, and signed for each. */
@Injectable()
export class WebhookAlerts {
  private readonly bodies = new Kept<Buffer>(200, 60_000);

  constructor(
    private readonly sender: WebhookSender,
    private readonly views: AlertViews,
    private readonly secrets: EndpointSecrets,
    private readonly challenges: Challenges,
    private readonly clock: Clock,
  ) {}

  async send(alert: ClaimedAlert): Promise<SendResult> {
    const body = await this.bodyOf(alert);
    const secrets = await this.secrets.open(alert.endpointId, alert.secretsVersion);
    const startedAtMs = this.clock.nowMs();
    const outcome = await this.sender.send({
      endpointId: alert.endpointId,
      url: alert.address,
      messageId: alert.messageId,
      body,
      secrets,
      startWithinMs: START_WITHIN_MS,
    });
    if (alert.event === 'endpoint.challenge' && outcome.kind === 'sent') await this.challenges.answered(alert, outcome.excerpt ?? '');
    return resultOf(alert, startedAtMs, outcome);
  }

  private async bodyOf(alert: ClaimedAlert): Promise<Buffer> {
    if (alert.event === 'endpoint.test') return Buffer.from(renderTestEvent(eventAtOf(alert)));
    if (alert.event === 'endpoint.challenge') return Buffer.from(await this.challenges.bodyOf(alert));
    const { label, passage } = webhookPassage(alert);
    return this.bodies.get(`${this.views.keyOf(alert)} ${label} ${passage}`, async () => {
      const view = await this.views.of(alert, label);
      const supersedes = view.revision > 1 ? { supersedes: view.revision - 1 } : {};
      return Buffer.from(renderWebhookPayload(view, passage, { id: alert.advisoryId ?? '', ...supersedes }));
    });
  }
}

function resultOf(alert: ClaimedAlert, startedAtMs: number, outcome: WebhookOutcome): SendResult {
  const { kind, retryAfterSeconds, ...said } = outcome;
  const tried = { alert, startedAtMs, ...said };
  switch (kind) {
    case 'sent':
      return { ...tried, outcome: 'sent' };
    case 'not_started':
      return { ...tried, outcome: 'put_back', delayMs: PUT_BACK_MS };
    case 'gone':
      return { ...tried, outcome: 'failed', reason: 'gone', endpoint: 'gone' };
    case 'retry':
    case 'throttled':
      return afterFailedTry({ ...tried, retryAfterSeconds }, Math.random);
  }
}
