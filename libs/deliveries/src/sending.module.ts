import { AccountsModule } from '#libs/accounts';
import { AdvisoriesModule } from '#libs/advisories';
import { AuditLog } from '#libs/audit';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Clock } from '#libs/core';
import { OutboxModule } from '#libs/outbox';
import { SubscriptionsModule } from '#libs/subscriptions';
import { Module } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { DeliveryQueries } from './delivery.queries.js';
import { AssembleDigests } from './digest/assemble-digests.js';
import { DigestItems } from './digest/digest-items.js';
import { DigestMails } from './digest/digest-mails.js';
import { CapturingEmailSender } from './email/capturing-email-sender.js';
import { DomainRates } from './email/domain-rates.js';
import { EmailSender } from './email/email-sender.js';
import { SmtpEmailSender } from './email/smtp-email-sender.js';
import { AccountMailer } from './mail/account-mailer.js';
import { EndpointNotices } from './mail/endpoint-notices.js';
import { ReleaseNotices } from './mail/release-notices.js';
import { MailLinks } from './mail/mail-links.js';
import { MailWriter } from './mail/mail-writer.js';
import { PlanDeliveries } from './planning/plan-deliveries.js';
import { AdvisoryMails } from './sending/advisory-mails.js';
import { AlertMails } from './sending/alert-mails.js';
import { AlertViews } from './sending/alert-views.js';
import { Challenges } from './sending/challenges.js';
import { DeliveryClaims } from './sending/delivery-claims.js';
import { DeliveryResults } from './sending/delivery-results.js';
import { EmailAlerts } from './sending/email-alerts.js';
import { EndpointHealth } from './sending/endpoint-health.js';
import { EndpointSecrets } from './sending/endpoint-secrets.js';
import { SendCounters } from './sending/send-counters.js';
import { LaneMaker, SendEmails, SendWebhooks } from './sending/senders.js';
import { OwnParts } from './sending/own-parts.js';
import { TestMails } from './sending/test-mails.js';
import { UrgentFallbacks } from './sending/urgent-fallbacks.js';
import { WebhookAlerts } from './sending/webhook-alerts.js';
import { ForgetOldDeliveries } from './use-cases/forget-old-deliveries.js';
import { RecordBounce } from './use-cases/record-bounce.js';
import { SendAccountMail } from './use-cases/send-account-mail.js';
import { SendChallenge } from './use-cases/send-challenge.js';
import { SendingPause } from './use-cases/sending-pause.js';
import { SweepDeliveries } from './use-cases/sweep-deliveries.js';
import { WatchEndpoints } from './use-cases/watch-endpoints.js';
import { UndiciWebhookSender } from './webhook/undici-webhook-sender.js';
import { WebhookSender } from './webhook/webhook-sender.js';

const FRONT_DOOR = [
  AccountMailer,
  AssembleDigests,
  DeliveryQueries,
  ForgetOldDeliveries,
  PlanDeliveries,
  RecordBounce,
  SendAccountMail,
  SendChallenge,
  SendCounters,
  SendEmails,
  SendWebhooks,
  SendingPause,
  SweepDeliveries,
  WatchEndpoints,
];

const PARTS = [
  AdvisoryMails,
  AlertMails,
  AlertViews,
  AuditLog,
  Challenges,
  DeliveryClaims,
  DeliveryResults,
  DigestItems,
  DigestMails,
  EmailAlerts,
  EndpointHealth,
  EndpointNotices,
  ReleaseNotices,
  EndpointSecrets,
  LaneMaker,
  MailLinks,
  MailWriter,
  OwnParts,
  TestMails,
  UrgentFallbacks,
  WebhookAlerts,
];

/** A message's whole way to the mail server: with the wait before it, less than the lease of an alert. */
const SMTP_TOTAL_MS = 15_000;

const SENDERS = [
  {
    provide: WebhookSender,
    useFactory: (config: Config, clock: Clock) =>
      new UndiciWebhookSender({ clock, userAgent: `Harbourlight (+${config.publicWebUrl})`, allowLoopback: config.allowLoopbackWebhooks }),
    inject: [CONFIG, Clock],
  },
  {
    provide: EmailSender,
    useFactory: (config: Config, clock: Clock) =>
      config.smtpUrl === undefined
        ? new CapturingEmailSender(config.dataDir, clock)
        : new SmtpEmailSender({ url: config.smtpUrl, totalMs: SMTP_TOTAL_MS }),
    inject: [CONFIG, Clock],
  },
  { provide: DomainRates, useFactory: (clock: Clock) => new DomainRates(clock), inject: [Clock] },
];

/** Planning and sending: the worker's side. Needs PlatformModule with the worker's role. */
@Module({
  imports: [AccountsModule, AdvisoriesModule, OutboxModule, SubscriptionsModule],
  providers: [...FRONT_DOOR, ...PARTS, ...SENDERS],
  exports: FRONT_DOOR,
})
export class SendingModule implements OnApplicationShutdown {
  constructor(
    private readonly webhooks: WebhookSender,
    private readonly emails: EmailSender,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.webhooks.close(), this.emails.close()]);
  }
}
