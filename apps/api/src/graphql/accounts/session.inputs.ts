import { Field, ID, InputType } from '@nestjs/graphql';

@InputType({ description: 'An email address and a password, with or without a second factor.' })
export class SignInInput {
  @Field(() => String, { description: 'The email address.' })
  email: string;

  @Field(() => String, { description: 'The password.' })
  password: string;

  @Field(() => String, { nullable: true, description: 'The code of the authenticator; or give it later, to passSecondFactor.' })
  totp?: string | null;

  @Field(() => String, { nullable: true, description: 'A recovery code in its place; each works once.' })
  recoveryCode?: string | null;
}

@InputType({ description: 'The second factor of somebody who has signed in with a password.' })
export class PassSecondFactorInput {
  @Field(() => String, { nullable: true, description: 'The code of the authenticator.' })
  totp?: string | null;

  @Field(() => String, { nullable: true, description: 'A recovery code in its place; each works once.' })
  recoveryCode?: string | null;
}

@InputType({ description: 'The end of a session.' })
export class SignOutInput {
  @Field(() => Boolean, { defaultValue: false, description: 'Whether all other sessions of the person end too.' })
  everywhere: boolean;
}

@InputType({ description: "One of one's own sessions." })
export class RevokeSessionInput {
  @Field(() => ID, { description: 'The id of the session.' })
  id: string;
}

@InputType({ description: "All of one's own sessions but this one." })
export class RevokeOtherSessionsInput {
  @Field(() => String, { nullable: true, description: "Given back as it is; for the client's own use." })
  clientMutationId?: string | null;
}
