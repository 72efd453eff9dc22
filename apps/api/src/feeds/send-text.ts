import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendFeed } from './send-feed.js';

/** A small public document that is made on the spot. */
export async function sendText(request: FastifyRequest, reply: FastifyReply, mediaType: string, text: string): Promise<void> {
  const etag = `"${createHash('sha256').update(text).digest('hex')}"`;
  await sendFeed(request, reply, { mediaType, etag, changedAt: undefined, isPublic: true, bytes: Buffer.from(text) });
}
