import { Context, Field, ObjectType, Resolver, Subscription } from '@nestjs/graphql';
import type { ApiContext } from '../api-context.js';
import { DeskChangeEnum } from '../vocabulary/page-enums.js';
import { DeskChanges } from './desk-changes.js';
import type { DeskEvent } from './desk-changes.js';

@ObjectType({ description: 'Something changed on the desk that the subscriber may see. What it was is read by asking again.' })
export class DeskChanged {
  @Field(() => DeskChangeEnum, { description: 'What sort of thing.' })
  change: string;
}

@Resolver()
export class DeskResolver {
  constructor(private readonly desk: DeskChanges) {}

  @Subscription(() => DeskChanged, {
    description:
      'Tells analysts, reviewers and administrators of the operating CERT that something changed which they may see, and nothing else of it; at ' +
      'most once a second for each sort. Who may see what is asked again every time.',
    resolve: ({ change }: DeskEvent): DeskChanged => ({ change }),
  })
  deskChanged(@Context() context: ApiContext): AsyncIterableIterator<DeskEvent> {
    return this.desk.subscribe(() => context.actor);
  }
}
