import { AuditLog } from '#libs/audit';
import { OutboxModule } from '#libs/outbox';
import { Module } from '@nestjs/common';
import { ConfirmationMails } from './endpoint/confirmation-mails.js';
import { Confirmations } from './endpoint/confirmations.js';
import { EndpointRepository } from './endpoint/endpoint.repository.js';
import { NewEndpoints } from './endpoint/new-endpoints.js';
import { SigningSecrets } from './endpoint/signing-secrets.js';
import { LinkedEndpoints } from './linked-endpoints.js';
import { MailedSubscriptionsReader } from './public/mailed-subscriptions.js';
import { PublicSubscriptionsRepository } from './public/public-subscriptions.repository.js';
import { SubscriptionQueries } from './subscription.queries.js';
import { SubscriptionRepository } from './subscription.repository.js';
import { AllowAmber } from './use-cases/allow-amber.js';
import { AskConfirmationAgain } from './use-cases/ask-confirmation-again.js';
import { CancelSubscription } from './use-cases/cancel-subscription.js';
import { ChangeStatus } from './use-cases/change-status.js';
import { ConfirmEndpoint } from './use-cases/confirm-endpoint.js';
import { ConfirmPublicSubscription } from './use-cases/confirm-public-subscription.js';
import { CreateEmailEndpoint } from './use-cases/create-email-endpoint.js';
import { CreateSubscription } from './use-cases/create-subscription.js';
import { CreateWebhookEndpoint } from './use-cases/create-webhook-endpoint.js';
import { DeleteEndpoint } from './use-cases/delete-endpoint.js';
import { ExplainMatch } from './use-cases/explain-match.js';
import { ForgetUnconfirmed } from './use-cases/forget-unconfirmed.js';
import { PauseEndpoint } from './use-cases/pause-endpoint.js';
import { PauseSubscription } from './use-cases/pause-subscription.js';
import { PreviewCriteria } from './use-cases/preview-criteria.js';
import { ReadMailedSubscriptions } from './use-cases/read-mailed-subscriptions.js';
import { ResumeEndpoint } from './use-cases/resume-endpoint.js';
import { ResumeSubscription } from './use-cases/resume-subscription.js';
import { RotateEndpointSecret } from './use-cases/rotate-endpoint-secret.js';
import { SeedDemoSubscription } from './use-cases/seed-demo-subscription.js';
import { KeyAge } from './endpoint/key-age.js';
import { SetOpenPgpKey } from './use-cases/set-openpgp-key.js';
import { SubscribePublicly } from './use-cases/subscribe-publicly.js';
import { Unsubscribe } from './use-cases/unsubscribe.js';
import { UpdateSubscription } from './use-cases/update-subscription.js';

const FRONT_DOOR = [
  AllowAmber,
  AskConfirmationAgain,
  CancelSubscription,
  ConfirmationMails,
  ConfirmEndpoint,
  ConfirmPublicSubscription,
  CreateEmailEndpoint,
  CreateSubscription,
  CreateWebhookEndpoint,
  DeleteEndpoint,
  ExplainMatch,
  ForgetUnconfirmed,
  PauseEndpoint,
  PauseSubscription,
  PreviewCriteria,
  ReadMailedSubscriptions,
  ResumeEndpoint,
  ResumeSubscription,
  RotateEndpointSecret,
  SeedDemoSubscription,
  KeyAge,
  SetOpenPgpKey,
  SubscribePublicly,
  SubscriptionQueries,
  Unsubscribe,
  UpdateSubscription,
];

/** Subscriptions, endpoints and the match. Needs PlatformModule. */
@Module({
  imports: [OutboxModule],
  providers: [
    ...FRONT_DOOR,
    AuditLog,
    ChangeStatus,
    Confirmations,
    EndpointRepository,
    LinkedEndpoints,
    MailedSubscriptionsReader,
    NewEndpoints,
    PublicSubscriptionsRepository,
    SigningSecrets,
    SubscriptionRepository,
  ],
  exports: FRONT_DOOR,
})
export class SubscriptionsModule {}
