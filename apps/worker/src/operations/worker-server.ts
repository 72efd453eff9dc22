import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { DomainError } from '#libs/core';
import { Database } from '#libs/database';
import { Mailbox } from '#libs/deliveries';
import { Inject, Injectable } from '@nestjs/common';
import { fastify } from 'fastify';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { WorkerMetrics } from './worker-metrics.js';

const HTML = 'text/html; charset=utf-8';
/** Mails show what strangers wrote: nothing runs, nothing is fetched, and a mail's own HTML stays in its frame. */
const MAILBOX_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The worker's small door for whoever runs it: health, metrics, and the caught mail where there is no mail server. */
@Injectable()
export class WorkerServer {
  private readonly server: FastifyInstance = fastify({ forceCloseConnections: true });
  private isReady = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly metrics: WorkerMetrics,
  ) {
    this.server.get('/health/live', () => ({ status: 'ok' }));
    this.server.get('/health/ready', (_request, reply) => this.ready(reply));
    this.server.get('/metrics', async (_request, reply) =>
      reply.type(this.metrics.registry.contentType).send(await this.metrics.registry.metrics()),
    );
    if (config.smtpUrl === undefined) this.openMailbox(new Mailbox(config.dataDir));
  }

  async start(): Promise<void> {
    await this.server.listen({ port: this.config.workerPort, host: this.config.workerHost });
    this.isReady = true;
  }

  /** Not ready from now on; the door stays open until it is closed. */
  drain(): void {
    this.isReady = false;
  }

  async close(): Promise<void> {
    await this.server.close();
  }

  private async ready(reply: FastifyReply): Promise<FastifyReply> {
    try {
      await this.database.ping();
    } catch {
      return reply.code(503).send({ status: 'unavailable' });
    }
    return this.isReady ? reply.send({ status: 'ok' }) : reply.code(503).send({ status: 'stopping' });
  }

  /** For developers on this machine: whoever comes from elsewhere finds nothing. */
  private openMailbox(mailbox: Mailbox): void {
    const page = async (reply: FastifyReply, ip: string, make: () => Promise<string | Buffer>, type = HTML): Promise<FastifyReply> => {
      if (!isLoopback(ip)) return reply.code(404).send({ status: 'not found' });
      try {
        return await reply
          .type(type)
          .header('content-security-policy', MAILBOX_POLICY)
          .header('cache-control', 'no-store')
          .send(await make());
      } catch (error) {
        if (error instanceof DomainError && error.kind === 'not_found') return reply.code(404).send({ status: 'not found' });
        throw error;
      }
    };
    this.server.get('/mailbox', (request, reply) => page(reply, request.ip, () => mailbox.renderMailboxPage()));
    this.server.get<{ Params: { id: string } }>('/mailbox/:id', (request, reply) =>
      page(reply, request.ip, () => mailbox.renderMailPage(request.params.id)),
    );
    this.server.get<{ Params: { id: string } }>('/mailbox/:id/raw', (request, reply) =>
      page(reply, request.ip, () => mailbox.raw(request.params.id), 'text/plain; charset=utf-8'),
    );
  }
}

function isLoopback(ip: string): boolean {
  return ip === '::1' || /^(::ffff:)?127\./.test(ip);
}
