import { AccountQueries, CreateFeedAddress, isCertificateHint, RegisterClientCertificate, RevokeApiToken } from '#libs/accounts';
import type { ApiToken } from '#libs/accounts';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { notFound } from '#libs/core';
import { Inject } from '@nestjs/common';
import { Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { ApiContext } from '../api-context.js';
import { idOf, toGlobalId } from '../global-id.js';
import { given } from '../vocabulary/given.js';
import { Input } from '../vocabulary/input.js';
import { DonePayload } from './credentials.payloads.js';
import {
  CreateFeedAddressInput,
  CreateFeedAddressPayload,
  FeedAddress,
  RegisterClientCertificateInput,
  RegisterClientCertificatePayload,
  RevokeFeedAddressInput,
} from './feed-address.types.js';
import { Viewer } from './viewer.types.js';

/** Personal feed addresses, and client certificates: tokens that open feeds alone. */
@Resolver(() => Viewer)
export class FeedAddressesResolver {
  constructor(
    private readonly queries: AccountQueries,
    private readonly create: CreateFeedAddress,
    private readonly register: RegisterClientCertificate,
    private readonly revoke: RevokeApiToken,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Mutation(() => CreateFeedAddressPayload, { description: "Makes a personal feed address of one's own." })
  async createFeedAddress(@Input() input: CreateFeedAddressInput, @Context() { actor }: ApiContext): Promise<CreateFeedAddressPayload> {
    const { addressId, token } = await this.create.execute(actor, given(input));
    const made = (await this.queries.feedAddresses(actor)).find(({ id }) => id === addressId);
    if (made === undefined) throw notFound();
    return { url: `${this.config.publicApiUrl}/feeds/personal/${token}/en/all.atom`, token, feedAddress: toFeedAddress(made) };
  }

  @Mutation(() => RegisterClientCertificatePayload, {
    description:
      'Registers a TLS client certificate, with which a machine reads feeds behind a proxy that checks it. It opens what a personal feed address opens.',
  })
  async registerClientCertificate(
    @Input() input: RegisterClientCertificateInput,
    @Context() { actor }: ApiContext,
  ): Promise<RegisterClientCertificatePayload> {
    const { certificateId } = await this.register.execute(actor, given(input));
    const made = (await this.queries.feedAddresses(actor)).find(({ id }) => id === certificateId);
    if (made === undefined) throw notFound();
    return { feedAddress: toFeedAddress(made) };
  }

  @Mutation(() => DonePayload, { description: "Ends a personal feed address of one's own at once." })
  async revokeFeedAddress(@Input() input: RevokeFeedAddressInput, @Context() { actor }: ApiContext): Promise<DonePayload> {
    await this.revoke.execute(actor, { tokenId: idOf('ApiToken', input.id) });
    return { done: true };
  }

  @ResolveField(() => [FeedAddress], {
    description: "One's own personal feed addresses and client certificates, the newest first, those that have ended too.",
  })
  async feedAddresses(@Parent() { actor }: Viewer): Promise<FeedAddress[]> {
    return actor.kind === 'person' ? (await this.queries.feedAddresses(actor)).map(toFeedAddress) : [];
  }
}

function toFeedAddress({ id, name, hint, createdAt, expiresAt, lastUsedAt, revokedAt }: ApiToken): FeedAddress {
  return {
    id: toGlobalId('ApiToken', id),
    name,
    hint,
    isClientCertificate: isCertificateHint(hint),
    createdAt,
    expiresAt,
    lastUsedAt,
    revokedAt,
  };
}
