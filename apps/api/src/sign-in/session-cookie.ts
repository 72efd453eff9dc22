import { fastifyCookie } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** `__Host-`: sent only over https (or to localhost), to this host and no other, for every path. */
export const SESSION_COOKIE = '__Host-harbourlight';
const OPTIONS = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' } as const;

export function readSessionCookie(request: FastifyRequest): string | undefined {
  return request.cookies[SESSION_COOKIE];
}

/** From the value of a `Cookie` header, where Fastify has not read it. */
export function sessionCookieOf(header: string | undefined): string | undefined {
  return header === undefined ? undefined : fastifyCookie.parse(header)[SESSION_COOKIE];
}

export function setSessionCookie(reply: FastifyReply, token: string): void {
  void reply.setCookie(SESSION_COOKIE, token, OPTIONS);
}

export function clearSessionCookie(reply: FastifyReply): void {
  void reply.clearCookie(SESSION_COOKIE, OPTIONS);
}

/** Says that this device has signed in before; it opens nothing. */
const DEVICE_COOKIE = '__Host-harbourlight-device';
const DEVICE_SECONDS = 180 * 24 * 60 * 60;

export function readDeviceCookie(request: FastifyRequest): string | undefined {
  return request.cookies[DEVICE_COOKIE];
}

export function setDeviceCookie(reply: FastifyReply, token: string): void {
  void reply.setCookie(DEVICE_COOKIE, token, { ...OPTIONS, sameSite: 'strict', maxAge: DEVICE_SECONDS });
}
