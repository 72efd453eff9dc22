import { Listener } from '#libs/database';
import { LIVE_CHANNEL } from '#libs/advisories';
import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { FeedCache } from '../../feeds/feed-cache.js';
import { LOG } from '../../operations/log.js';
import { LiveAdvisories } from './live-advisories.js';
import { OpenSockets } from './open-sockets.js';

const ACCESS_CHANNEL = 'harbourlight_access';

/** Starts the one connection of the process that listens to the database, and tells of publications and of changed rights. */
@Injectable()
export class LiveListener implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly listener: Listener,
    private readonly advisories: LiveAdvisories,
    private readonly sockets: OpenSockets,
    private readonly feeds: FeedCache,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.listener.on(LIVE_CHANNEL, (payload) => {
      this.feeds.forgetAll();
      this.advisories.onNotification(payload);
    });
    this.listener.on(ACCESS_CHANNEL, (payload) => {
      this.watched(this.sockets.onAccessChanged(payload));
    });
    this.listener.onLoss(() => {
      this.feeds.stopKeeping();
    });
    this.listener.onReconnect(() => {
      this.feeds.keep();
      this.watched(this.advisories.catchUp());
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
