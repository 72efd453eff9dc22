import { CONFIG, SecretBox } from '#libs/config';
import type { Config } from '#libs/config';
import { Clock, SystemClock } from '#libs/core';
import { Module } from '@nestjs/common';
import type { DynamicModule, OnApplicationShutdown } from '@nestjs/common';
import { Database } from './database.js';

/** What every process has: configuration, clock, secret box and the way to the database. Global; imported once by each app. */
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  constructor(private readonly database: Database) {}

  static forRoot(config: Config, applicationName: string): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: Clock, useClass: SystemClock },
        { provide: SecretBox, useFactory: () => new SecretBox(config.secretKey) },
        {
          provide: Database,
          useFactory: () => new Database({ url: config.databaseUrl, maxConnections: config.databasePool, applicationName }),
        },
      ],
      exports: [CONFIG, Clock, SecretBox, Database],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
