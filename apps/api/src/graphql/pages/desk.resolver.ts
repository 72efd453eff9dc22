import { CHANNEL_NAMES, CHANNELS, GRANTS, grantOf, READERS, TLP_LABELS } from '#libs/access';
import type { Action } from '#libs/access';
import { SavedFilters } from '#libs/accounts';
import { stepsFrom, STATES, WORKFLOW } from '#libs/advisories';
import { DeliveryHealth, RETRY_SCHEDULE } from '#libs/deliveries';
import { Args, Context, Int, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { ApiContext } from '../api-context.js';
import { Input } from '../vocabulary/input.js';
import {
  CreateSavedFilterInput,
  DeleteSavedFilterInput,
  DeleteSavedFilterPayload,
  DeliveryHour,
  PolicyTables,
  SavedFilter,
  SavedFilterPayload,
  Setting,
  ViewerTasks,
} from './desk.types.js';
import { ReadSettings } from './read-settings.js';
import { TaskCounts } from './task-counts.js';

/** What waits for the viewer. */
@Resolver(() => ViewerTasks)
export class TasksResolver {
  constructor(
    private readonly counts: TaskCounts,
    private readonly health: DeliveryHealth,
  ) {}

  @Query(() => ViewerTasks, { description: 'What waits for the viewer; all zero for a visitor.' })
  async viewerTasks(@Context() { actor }: ApiContext): Promise<ViewerTasks> {
    return this.counts.of(actor);
  }

  @ResolveField(() => Int, {
    description:
      "Alerts of the last 24 hours that were given up: of the installation for the operating CERT, of one's own endpoints for everyone else.",
  })
  async failedDeliveries(@Context() { actor }: ApiContext): Promise<number> {
    return this.health.failedLately(actor);
  }

  @Query(() => [DeliveryHour], {
    description: 'How sending went in the last 24 hours, by channel and hour, oldest first; for the operating CERT.',
  })
  async deliveryHealth(@Context() { actor }: ApiContext): Promise<DeliveryHour[]> {
    return this.health.hours(actor);
  }
}

@Resolver()
export class SavedFiltersResolver {
  constructor(private readonly filters: SavedFilters) {}

  @Query(() => [SavedFilter], { description: 'The filters that the viewer keeps, by page and name; none for a visitor.' })
  async savedFilters(
    @Context() { actor }: ApiContext,
    @Args('page', { type: () => String, nullable: true, description: 'Only those for this page.' }) page?: string | null,
  ): Promise<SavedFilter[]> {
    return this.filters.list(actor, page ?? undefined);
  }

  @Mutation(() => SavedFilterPayload, { description: 'Keeps a filter.' })
  async createSavedFilter(@Input() input: CreateSavedFilterInput, @Context() { actor }: ApiContext): Promise<SavedFilterPayload> {
    return { filter: await this.filters.create(actor, { ...input }) };
  }

  @Mutation(() => DeleteSavedFilterPayload, { description: 'Deletes a filter.' })
  async deleteSavedFilter(@Input() { id }: DeleteSavedFilterInput, @Context() { actor }: ApiContext): Promise<DeleteSavedFilterPayload> {
    await this.filters.delete(actor, id);
    return { deletedId: id };
  }
}

@Resolver()
export class PolicyResolver {
  constructor(private readonly read: ReadSettings) {}

  @Query(() => PolicyTables, {
    description: 'The tables that decide who may do and read what, and what leaves by which channel. They are no secret.',
  })
  policyTables(): PolicyTables {
    return {
      grants: (Object.keys(GRANTS) as Action[]).map((action) => ({
        action,
        ...grantOf(action),
        conditions: grantOf(action).conditions ?? [],
      })),
      readers: TLP_LABELS.map((label) => ({ label, ...READERS[label] })),
      channels: CHANNEL_NAMES.flatMap((channel) => TLP_LABELS.map((label) => ({ channel, label, passage: CHANNELS[channel][label] }))),
      workflow: STATES.flatMap((state) => stepsFrom(state).map((step) => ({ state, step, to: WORKFLOW[state][step] ?? state }))),
      retrySeconds: RETRY_SCHEDULE.map((milliseconds) => Math.round(milliseconds / 1000)),
    };
  }

  @Query(() => [Setting], {
    description: 'The settings of the installation, secrets left out; for administrators and auditors of the operating CERT.',
  })
  settings(@Context() { actor }: ApiContext): Setting[] {
    return this.read.for(actor);
  }
}
