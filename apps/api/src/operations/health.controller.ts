import { notFound } from '#libs/core';
import { Database } from '#libs/database';
import { Controller, Get, Header, HttpCode, Req, ServiceUnavailableException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import { OperationMetrics } from './operation-metrics.js';

/** For whoever runs the process. */
@Controller()
export class HealthController {
  constructor(
    private readonly database: Database,
    private readonly metrics: OperationMetrics,
  ) {}

  /** The process runs. */
  @Get('health/live')
  @HttpCode(200)
  live(): { status: string } {
    return { status: 'ok' };
  }

  /** The process can serve: its database answers. */
  @Get('health/ready')
  async ready(): Promise<{ status: string }> {
    try {
      await this.database.ping();
    } catch {
      throw new ServiceUnavailableException();
    }
    return { status: 'ok' };
  }

  /** For whoever asks from inside: figures tell a stranger what goes on here. */
  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async prometheus(@Req() request: FastifyRequest): Promise<string> {
    if (!isFromInside(request)) throw notFound();
    return this.metrics.registry.metrics();
  }
}

const INSIDE: ReadonlySet<string> = new Set(['loopback', 'private', 'uniqueLocal', 'linkLocal']);

/** Straight from a machine of ours: what came through a proxy comes from outside, wherever the proxy stands. */
function isFromInside({ headers, socket }: FastifyRequest): boolean {
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) return false;
  const address = socket.remoteAddress ?? '';
  return ipaddr.isValid(address) && INSIDE.has(ipaddr.process(address).range());
}
