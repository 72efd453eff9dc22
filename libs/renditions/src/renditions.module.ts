import { PublicationRecorder } from '#libs/advisories';
import { Module } from '@nestjs/common';
import type { DynamicModule, Type } from '@nestjs/common';
import { EveryRecorder } from './store/every-recorder.js';
import { BackfillRenditions } from './store/backfill-renditions.js';
import { RenditionRecorder } from './store/rendition-recorder.js';
import { ProviderStore } from './store/provider-store.js';
import { RenditionQueries } from './store/rendition.queries.js';
import { SigningKey } from './store/signing-key.js';

/** The store of renditions. Global, because it binds the port by which AdvisoriesModule has them written; imported once by each app. Needs PlatformModule. */
@Module({})
export class RenditionsModule {
  /** `others` record publications too, after the renditions; a global module provides them. */
  static forRoot(others: readonly Type<PublicationRecorder>[] = []): DynamicModule {
    return {
      module: RenditionsModule,
      global: true,
      providers: [
        SigningKey,
        RenditionRecorder,
        {
          provide: PublicationRecorder,
          useFactory: (...recorders: PublicationRecorder[]) => new EveryRecorder(recorders),
          inject: [RenditionRecorder, ...others],
        },
        BackfillRenditions,
        RenditionQueries,
        ProviderStore,
      ],
      exports: [PublicationRecorder, BackfillRenditions, ProviderStore, RenditionQueries, SigningKey],
    };
  }
}
