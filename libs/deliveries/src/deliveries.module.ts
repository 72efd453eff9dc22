import { AdvisoriesModule } from '#libs/advisories';
import { AuditLog } from '#libs/audit';
import { OutboxModule } from '#libs/outbox';
import { Module } from '@nestjs/common';
import { DeliveryHealth } from './delivery-health.js';
import { DeliveryQueries } from './delivery.queries.js';
import { ReplayDeliveries } from './replay/replay-deliveries.js';
import { ResendDelivery } from './replay/resend-delivery.js';
import { SendUnsent } from './replay/send-unsent.js';
import { SendingPause } from './use-cases/sending-pause.js';
import { SendTestAlert } from './use-cases/send-test-alert.js';

const FRONT_DOOR = [DeliveryHealth, DeliveryQueries, ReplayDeliveries, ResendDelivery, SendingPause, SendTestAlert, SendUnsent];

/** The delivery log and what its readers may do. Needs PlatformModule. Sending is the worker's: SendingModule. */
@Module({ imports: [AdvisoriesModule, OutboxModule], providers: [...FRONT_DOOR, AuditLog], exports: FRONT_DOOR })
export class DeliveriesModule {}
