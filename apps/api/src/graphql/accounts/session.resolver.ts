import { ANONYMOUS } from '#libs/access';
import type { Actor } from '#libs/access';
import { IdentifyActor, PassSecondFactor, RevokeOtherSessions, RevokeSession, SignIn, SignOut } from '#libs/accounts';
import { DomainError } from '#libs/core';
import { Context, Mutation, Resolver } from '@nestjs/graphql';
import { clearSessionCookie, setDeviceCookie, setSessionCookie } from '../../sign-in/session-cookie.js';
import { clientOf, deviceOf } from '../api-context.js';
import type { ApiContext } from '../api-context.js';
import { given } from '../vocabulary/given.js';
import { Input } from '../vocabulary/input.js';
import { idOf } from '../global-id.js';
import { PassSecondFactorInput, RevokeOtherSessionsInput, RevokeSessionInput, SignInInput, SignOutInput } from './session.inputs.js';
import { PassSecondFactorPayload, RevokedSessionsPayload, SignInPayload, SignOutPayload } from './session.payloads.js';
import { toViewer } from './viewer.js';

/** Signing in and out. The token of a session travels in the cookie and in no answer. */
@Resolver()
export class SessionResolver {
  constructor(
    private readonly identify: IdentifyActor,
    private readonly signsIn: SignIn,
    private readonly passesSecondFactor: PassSecondFactor,
    private readonly signsOut: SignOut,
    private readonly revokesOthers: RevokeOtherSessions,
  ) {}

  @Mutation(() => SignInPayload, {
    description: 'Signs in. One answer (SIGN_IN_REFUSED) for an unknown address, a wrong password and a suspended account.',
  })
  async signIn(@Input() input: SignInInput, @Context() context: ApiContext): Promise<SignInPayload> {
    const { token, deviceToken, needsSecondFactor, expiresAt } = await this.signsIn.execute(context.actor, {
      ...given(input),
      ...deviceOf(context),
      ...clientOf(context),
    });
    if (context.reply) {
      setSessionCookie(context.reply, token);
      setDeviceCookie(context.reply, deviceToken);
    }
    return { viewer: toViewer(await this.holder(token)), needsSecondFactor, expiresAt };
  }

  @Mutation(() => PassSecondFactorPayload, {
    description: 'Gives the second factor of the session: what is marked TLP:AMBER and TLP:RED is seen from here on.',
  })
  async passSecondFactor(@Input() input: PassSecondFactorInput, @Context() context: ApiContext): Promise<PassSecondFactorPayload> {
    const { token, expiresAt } = await this.passesSecondFactor.execute(context.actor, {
      ...given(input),
      ...deviceOf(context),
      ...clientOf(context),
    });
    if (context.reply) setSessionCookie(context.reply, token);
    return { viewer: toViewer(await this.holder(token)), expiresAt };
  }

  @Mutation(() => SignOutPayload, { description: 'Ends the session.' })
  async signOut(@Input() input: SignOutInput, @Context() context: ApiContext): Promise<SignOutPayload> {
    if (input.everywhere) await this.revokesOthers.execute(context.actor);
    await this.signsOut.execute(context.actor);
    if (context.reply) clearSessionCookie(context.reply);
    return { viewer: toViewer(ANONYMOUS) };
  }

  private async holder(token: string): Promise<Actor> {
    const actor = await this.identify.bySessionToken(token);
    // Revoked between the two statements.
    if (!actor) throw new DomainError('forbidden', 'UNAUTHENTICATED', 'The session has ended.');
    return actor;
  }
}

/** Ends sessions from another one. */
@Resolver()
export class RevocationResolver {
  constructor(
    private readonly revokesSession: RevokeSession,
    private readonly revokesOthers: RevokeOtherSessions,
  ) {}

  @Mutation(() => RevokedSessionsPayload, { description: "Ends another of one's own sessions." })
  async revokeSession(@Input() input: RevokeSessionInput, @Context() { actor }: ApiContext): Promise<RevokedSessionsPayload> {
    await this.revokesSession.execute(actor, { sessionId: idOf('Session', input.id) });
    return { revoked: 1 };
  }

  @Mutation(() => RevokedSessionsPayload, { description: "Ends all of one's own sessions but this one." })
  async revokeOtherSessions(@Input() input: RevokeOtherSessionsInput, @Context() { actor }: ApiContext): Promise<RevokedSessionsPayload> {
    const { revoked } = await this.revokesOthers.execute(actor);
    return { revoked, clientMutationId: input.clientMutationId ?? null };
  }
}
