import { Field, ObjectType } from '@nestjs/graphql';
import { DateTime } from '../scalars.js';
import { ApiToken } from './account.types.js';
import { Viewer } from './viewer.types.js';

@ObjectType({ description: 'It was asked for. The answer is the same whether or not the address is known.' })
export class RequestedPayload {
  @Field(() => Boolean, { description: 'Always true.' })
  requested: boolean;
}

@ObjectType({ description: 'It is done; sign in to go on.' })
export class DonePayload {
  @Field(() => Boolean, { description: 'Always true.' })
  done: boolean;
}

@ObjectType({ description: 'A secret for an authenticator, shown once. It counts when confirmTotp has seen its first code.' })
export class EnrolTotpPayload {
  @Field(() => String, { description: 'The secret, in Base32.' })
  secret: string;

  @Field(() => String, { description: '`otpauth://…`, for a QR code.' })
  address: string;
}

@ObjectType({ description: 'The second factor is enrolled, and the session has passed it.' })
export class ConfirmTotpPayload {
  @Field(() => [String], { description: 'Ten recovery codes, each good once, shown once.' })
  recoveryCodes: readonly string[];

  @Field(() => Viewer, { description: 'Who asks, with the second factor.' })
  viewer: Viewer;

  @Field(() => DateTime, { description: 'When the session ends at the latest.' })
  expiresAt: string;
}

@ObjectType({ description: 'New recovery codes.' })
export class RenewRecoveryCodesPayload {
  @Field(() => [String], { description: 'Ten recovery codes, each good once, shown once.' })
  recoveryCodes: readonly string[];

  @Field(() => String, { nullable: true, description: 'As it was given.' })
  clientMutationId?: string | null;
}

@ObjectType({ description: 'A new API token.' })
export class CreateApiTokenPayload {
  @Field(() => String, { description: 'The token. Shown once: it is not kept.' })
  token: string;

  @Field(() => ApiToken, { description: 'What is kept of it.' })
  apiToken: ApiToken;
}

@ObjectType({ description: 'The profile after a change.' })
export class UpdateProfilePayload {
  @Field(() => Viewer, { description: 'Who asks, as they are known now.' })
  viewer: Viewer;
}
