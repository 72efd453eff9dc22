import { AccountQueries, CreateApiToken, RevokeApiToken } from '#libs/accounts';
import { notFound } from '#libs/core';
import { Context, Mutation, Resolver } from '@nestjs/graphql';
import type { ApiContext } from '../api-context.js';
import { given } from '../vocabulary/given.js';
import { Input } from '../vocabulary/input.js';
import { idOf } from '../global-id.js';
import { CreateApiTokenInput, RevokeApiTokenInput } from './credentials.inputs.js';
import { CreateApiTokenPayload, DonePayload } from './credentials.payloads.js';
import { toApiToken } from './to-account.js';

/** What programs sign in with. */
@Resolver()
export class TokensResolver {
  constructor(
    private readonly queries: AccountQueries,
    private readonly create: CreateApiToken,
    private readonly revoke: RevokeApiToken,
  ) {}

  @Mutation(() => CreateApiTokenPayload, { description: "Makes an API token of one's own, never wider than what makes it." })
  async createApiToken(@Input() input: CreateApiTokenInput, @Context() { actor }: ApiContext): Promise<CreateApiTokenPayload> {
    const { tokenId, token } = await this.create.execute(actor, given(input));
    const made = (await this.queries.tokens(actor)).find(({ id }) => id === tokenId);
    if (!made) throw notFound();
    return { token, apiToken: toApiToken(made) };
  }

  @Mutation(() => DonePayload, { description: "Ends an API token of one's own at once." })
  async revokeApiToken(@Input() input: RevokeApiTokenInput, @Context() { actor }: ApiContext): Promise<DonePayload> {
    await this.revoke.execute(actor, { tokenId: idOf('ApiToken', input.id) });
    return { done: true };
  }
}
