import type { Language } from '#libs/advisories';
import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { LanguageEnum, ScopeEnum } from '../vocabulary/enums.js';

@InputType({ description: 'The beginning of the enrolment of an authenticator.' })
export class EnrolTotpInput {
  @Field(() => String, { description: 'The password once more.' })
  password: string;
}

@InputType({ description: 'The first code of a new authenticator.' })
export class ConfirmTotpInput {
  @Field(() => String, { description: 'The code: six digits.' })
  code: string;
}

@InputType({ description: 'New recovery codes in the place of the old.' })
export class RenewRecoveryCodesInput {
  @Field(() => String, { nullable: true, description: "Given back as it is; for the client's own use." })
  clientMutationId?: string | null;
}

@InputType({ description: 'A new password.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The password in use.' })
  currentPassword: string;

  @Field(() => String, { description: 'The new one: at least 15 characters.' })
  newPassword: string;
}

@InputType({ description: 'What one is called, and in which language one is written to. What is not given stays.' })
export class UpdateProfileInput {
  @Field(() => String, { nullable: true, description: 'The name.' })
  name?: string | null;

  @Field(() => LanguageEnum, { nullable: true, description: 'The language of mails.' })
  language?: Language | null;
}

@InputType({ description: 'A link to set a new password.' })
export class RequestPasswordResetInput {
  @Field(() => String, { description: 'The address that it is sent to, if it has an account.' })
  email: string;
}

@InputType({ description: 'A new password, by the link of a mail.' })
export class ResetPasswordInput {
  @Field(() => String, { description: 'The token of the link.' })
  token: string;

  @Field(() => String, { description: 'The new password: at least 15 characters.' })
  password: string;
}

@InputType({ description: 'A token for a program.' })
export class CreateApiTokenInput {
  @Field(() => String, { description: 'What to call it.' })
  name: string;

  @Field(() => [ScopeEnum], { description: 'What it may be used for.' })
  scopes: string[];

  @Field(() => Int, { nullable: true, description: 'In how many days it ends: 1 to 365; 90 where none is given.' })
  expiresInDays?: number | null;
}

@InputType({ description: "One of one's own API tokens." })
export class RevokeApiTokenInput {
  @Field(() => ID, { description: 'The id of the token.' })
  id: string;
}

@InputType({ description: 'A member of the public who wants an account.' })
export class RegisterReaderInput {
  @Field(() => String, { description: 'The email address.' })
  email: string;

  @Field(() => String, { description: 'The name.' })
  name: string;

  @Field(() => LanguageEnum, { nullable: true, description: 'The language of mails; English where none is given.' })
  language?: string | null;
}

@InputType({ description: 'A registration, by the link of a mail.' })
export class ConfirmRegistrationInput {
  @Field(() => String, { description: 'The token of the link.' })
  token: string;

  @Field(() => String, { description: 'The password: at least 15 characters.' })
  password: string;
}

@InputType({ description: 'An invitation, by the link of a mail.' })
export class AcceptInvitationInput {
  @Field(() => String, { description: 'The token of the link.' })
  token: string;

  @Field(() => String, { nullable: true, description: 'The name; that of the invitation where none is given.' })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The password, at least 15 characters; not needed where the address has an account already.',
  })
  password?: string | null;
}
