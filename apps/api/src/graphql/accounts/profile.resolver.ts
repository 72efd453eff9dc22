import { UpdateProfile } from '#libs/accounts';
import { Context, Mutation, Resolver } from '@nestjs/graphql';
import type { ApiContext } from '../api-context.js';
import { given } from '../vocabulary/given.js';
import { Input } from '../vocabulary/input.js';
import { UpdateProfileInput } from './credentials.inputs.js';
import { UpdateProfilePayload } from './credentials.payloads.js';
import { toViewer } from './viewer.js';

/** What people say about themselves. */
@Resolver()
export class ProfileResolver {
  constructor(private readonly update: UpdateProfile) {}

  @Mutation(() => UpdateProfilePayload, { description: "Changes one's own name and the language of one's mails." })
  async updateProfile(@Input() input: UpdateProfileInput, @Context() { actor }: ApiContext): Promise<UpdateProfilePayload> {
    const change = given(input);
    await this.update.execute(actor, change);
    const viewer = toViewer(actor);
    return {
      viewer: { ...viewer, name: change.name ?? viewer.name, language: change.language ?? viewer.language },
    };
  }
}
