import { AccountsModule } from '#libs/accounts';
import { AdvisoriesModule } from '#libs/advisories';
import { AuditModule } from '#libs/audit';
import type { Config } from '#libs/config';
import { PlatformModule } from '#libs/database';
import { DeliveriesModule } from '#libs/deliveries';
import { RenditionsModule } from '#libs/renditions';
import { TaxiiModule, TaxiiRecorder } from '#libs/taxii';
import { Module } from '@nestjs/common';
import type { DynamicModule, NestApplicationOptions, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { asWorker } from './worker-config.js';

/** The use cases of an installation, as the worker's role of its database may run them. */
export interface Installation {
  readonly config: Config;
  get<Found>(type: Type<Found>): Found;
  close(): Promise<void>;
}

@Module({})
class CommandLineModule {
  static forRoot(config: Config, modules: readonly Type[]): DynamicModule {
    return {
      module: CommandLineModule,
      imports: [
        PlatformModule.forRoot(config, 'harbourlight-cli'),
        AuditModule,
        AccountsModule,
        AdvisoriesModule,
        DeliveriesModule,
        RenditionsModule.forRoot([TaxiiRecorder]),
        TaxiiModule.forRoot(),
        ...modules,
      ],
    };
  }
}

/** Connects to the installation when the first use case asks the database. */
export async function openInstallation(given: Config, modules: readonly Type[] = []): Promise<Installation> {
  const config = asWorker(given);
  // Nest's own log would be written to stdout, which is the command's.
  const options: Pick<NestApplicationOptions, 'logger' | 'abortOnError'> = { logger: false, abortOnError: false };
  const app = await NestFactory.createApplicationContext(CommandLineModule.forRoot(config, modules), options);
  return {
    config,
    get: (type) => app.get(type, { strict: false }),
    close: () => app.close(),
  };
}
