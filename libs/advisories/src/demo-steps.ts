import type { Actor } from '#libs/access';
import { Injectable } from '@nestjs/common';
import type { StateInWork } from './advisory.js';
import { withIds } from './demo-advisory.js';
import type { DemoAdvisory, DemoIds } from './demo-advisory.js';
import { CreateAdvisory } from './use-cases/create-advisory.js';
import { PublishAdvisory } from './use-cases/publish-advisory.js';
import { SubmitAdvisory } from './use-cases/submit-advisory.js';

/** Where an earlier run left a demonstration advisory; undefined where it never came to it. */
export type Begun = { readonly advisoryId: string; readonly state: StateInWork | 'published' } | undefined;

/** The way of one demonstration advisory, from wherever an earlier run left it. */
@Injectable()
export class DemoSteps {
  constructor(
    private readonly create: CreateAdvisory,
    private readonly submit: SubmitAdvisory,
    private readonly publish: PublishAdvisory,
  ) {}

  /** Whether anything was done. */
  async finish(demo: DemoAdvisory, ids: DemoIds, by: { author: Actor; reviewer: Actor }, begun: Begun): Promise<boolean> {
    const { leaveIn, ...input } = demo;
    const created = begun ? undefined : await this.create.execute(by.author, { ...input, audience: withIds(demo, ids) });
    const advisoryId = begun?.advisoryId ?? created?.advisoryId ?? '';
    const state = begun?.state ?? 'draft';
    if (state === 'published' || leaveIn === state) return begun === undefined;
    if (state === 'draft') await this.submit.execute(by.author, { advisoryId });
    if (leaveIn !== 'in_review') await this.publish.execute(by.reviewer, { advisoryId });
    return true;
  }
}
