import { Field, Int, ObjectType } from '@nestjs/graphql';
import { DateTime } from '../scalars.js';
import { Viewer } from './viewer.types.js';

@ObjectType({ description: 'Somebody has signed in. The session is in the cookie `__Host-harbourlight`.' })
export class SignInPayload {
  @Field(() => Viewer, { description: 'Who signed in.' })
  viewer: Viewer;

  @Field(() => Boolean, { description: 'Whether a second factor is enrolled and was not given yet: see passSecondFactor.' })
  needsSecondFactor: boolean;

  @Field(() => DateTime, { description: 'When the session ends at the latest.' })
  expiresAt: string;
}

@ObjectType({ description: 'The second factor was right; the session has a new cookie.' })
export class PassSecondFactorPayload {
  @Field(() => Viewer, { description: 'Who signed in.' })
  viewer: Viewer;

  @Field(() => DateTime, { description: 'When the session ends at the latest.' })
  expiresAt: string;
}

@ObjectType({ description: 'The session has ended.' })
export class SignOutPayload {
  @Field(() => Viewer, { description: 'Who asks now: nobody.' })
  viewer: Viewer;
}

@ObjectType({ description: 'Sessions have ended.' })
export class RevokedSessionsPayload {
  @Field(() => Int, { description: 'How many.' })
  revoked: number;

  @Field(() => String, { nullable: true, description: 'As it was given.' })
  clientMutationId?: string | null;
}
