export { Outbox } from './outbox.js';
export type { OutboxEvent } from './outbox.js';
export { OutboxEvents } from './outbox-events.js';
export type { OutboxLag, StoredEvent, WaitingEvent } from './outbox-events.js';
export { OutboxModule } from './outbox.module.js';
