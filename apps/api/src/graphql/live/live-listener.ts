import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Listener } from '#libs/database';
import { LIVE_CHANNEL } from '#libs/advisories';
import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { FeedCache } from '../../feeds/feed-cache.js';
import { LOG } from '../../operations/log.js';
import { DeskChanges } from './desk-changes.js';
import { DELIVERIES_CHANNEL, DESK_CHANNEL } from './desk-notification.js';
import { LiveAdvisories } from './live-advisories.js';
import { OpenSockets } from './open-sockets.js';

const ACCESS_CHANNEL = 'harbourlight_access';

/** The one connection of the process that listens to the database, and whom it tells what. */
@Injectable()
export class LiveListener implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly listener: Listener;

  constructor(
    private readonly advisories: LiveAdvisories,
    private readonly desk: DeskChanges,
    private readonly sockets: OpenSockets,
    private readonly feeds: FeedCache,
    @Inject(CONFIG) config: Config,
    @Inject(LOG) private readonly log: Logger,
  ) {
    this.listener = new Listener(config.databaseUrl);
  }

  async onApplicationBootstrap(): Promise<void> {
    this.listener.on(LIVE_CHANNEL, (payload) => {
      this.feeds.forgetAll();
      this.advisories.onNotification(payload);
    });
    this.listener.on(ACCESS_CHANNEL, (payload) => {
      this.watched(this.sockets.onAccessChanged(payload));
    });
    this.listener.on(DESK_CHANNEL, (payload) => {
      this.desk.onNotification(payload);
    });
    this.listener.on(DELIVERIES_CHANNEL, () => {
      this.desk.onDeliveries();
    });
    this.listener.onLoss(() => {
      this.feeds.stopKeeping();
    });
    this.listener.onReconnect(() => {
      this.feeds.keep();
      this.watched(this.advisories.catchUp());
      this.desk.catchUp();
      // A revocation may have been missed too; one that names nobody concerns everybody.
      this.watched(this.sockets.onAccessChanged('{}'));
    });
    await this.listener.start();
    this.feeds.keep();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.listener.close();
  }

  private watched(work: Promise<void>): void {
    work.catch((error: unknown) => {
      this.log.error({ err: error }, 'a notification could not be followed');
    });
  }
}
