import { Module } from '@nestjs/common';
import { OutboxEvents } from './outbox-events.js';
import { Outbox } from './outbox.js';

@Module({ providers: [Outbox, OutboxEvents], exports: [Outbox, OutboxEvents] })
export class OutboxModule {}
