import {
  ChangePassword,
  ConfirmTotp,
  EnrolTotp,
  IdentifyActor,
  RenewRecoveryCodes,
  RequestPasswordReset,
  ResetPassword,
} from '#libs/accounts';
import { notFound } from '#libs/core';
import { Context, Mutation, Resolver } from '@nestjs/graphql';
import { setSessionCookie } from '../../sign-in/session-cookie.js';
import { clientOf, deviceOf } from '../api-context.js';
import type { ApiContext } from '../api-context.js';
import { Input } from '../vocabulary/input.js';
import {
  ChangePasswordInput,
  ConfirmTotpInput,
  EnrolTotpInput,
  RenewRecoveryCodesInput,
  RequestPasswordResetInput,
  ResetPasswordInput,
} from './credentials.inputs.js';
import { ConfirmTotpPayload, DonePayload, EnrolTotpPayload, RenewRecoveryCodesPayload, RequestedPayload } from './credentials.payloads.js';
import { toViewer } from './viewer.js';

/** What people sign in with. */
@Resolver()
export class CredentialsResolver {
  constructor(
    private readonly identify: IdentifyActor,
    private readonly enrol: EnrolTotp,
    private readonly confirm: ConfirmTotp,
    private readonly renew: RenewRecoveryCodes,
    private readonly change: ChangePassword,
  ) {}

  @Mutation(() => EnrolTotpPayload, { description: 'Begins the enrolment of an authenticator (TOTP, RFC 6238).' })
  async enrolTotp(@Input() input: EnrolTotpInput, @Context() context: ApiContext): Promise<EnrolTotpPayload> {
    return this.enrol.execute(context.actor, { ...input, ...deviceOf(context), ...clientOf(context) });
  }

  @Mutation(() => ConfirmTotpPayload, {
    description: 'Finishes the enrolment; the session has passed the second factor and has a new cookie.',
  })
  async confirmTotp(@Input() input: ConfirmTotpInput, @Context() context: ApiContext): Promise<ConfirmTotpPayload> {
    const { recoveryCodes, session } = await this.confirm.execute(context.actor, { ...input, ...deviceOf(context), ...clientOf(context) });
    if (context.reply) setSessionCookie(context.reply, session.token);
    const holder = await this.identify.bySessionToken(session.token);
    if (!holder) throw notFound();
    return { recoveryCodes, viewer: toViewer(holder), expiresAt: session.expiresAt };
  }

  @Mutation(() => RenewRecoveryCodesPayload, { description: 'Ten new recovery codes in the place of the old. Only after a second factor.' })
  async renewRecoveryCodes(@Input() input: RenewRecoveryCodesInput, @Context() { actor }: ApiContext): Promise<RenewRecoveryCodesPayload> {
    const { recoveryCodes } = await this.renew.execute(actor);
    return { recoveryCodes, clientMutationId: input.clientMutationId ?? null };
  }

  @Mutation(() => DonePayload, { description: 'Sets a new password; all other sessions end.' })
  async changePassword(@Input() input: ChangePasswordInput, @Context() context: ApiContext): Promise<DonePayload> {
    await this.change.execute(context.actor, { ...input, ...deviceOf(context), ...clientOf(context) });
    return { done: true };
  }
}

/** The way back in. */
@Resolver()
export class PasswordResetResolver {
  constructor(
    private readonly request: RequestPasswordReset,
    private readonly reset: ResetPassword,
  ) {}

  @Mutation(() => RequestedPayload, { description: 'Asks for a link to set a new password.' })
  async requestPasswordReset(@Input() input: RequestPasswordResetInput, @Context() context: ApiContext): Promise<RequestedPayload> {
    await this.request.execute(context.actor, { ...input, ...clientOf(context) });
    return { requested: true };
  }

  @Mutation(() => DonePayload, {
    description: 'Follows the link: the new password counts, all sessions end, the second factor stays as it is.',
  })
  async resetPassword(@Input() input: ResetPasswordInput, @Context() { actor }: ApiContext): Promise<DonePayload> {
    await this.reset.execute(actor, { ...input });
    return { done: true };
  }
}
