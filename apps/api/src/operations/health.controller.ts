import { Database } from '#libs/database';
import { Controller, Get, Header, HttpCode, ServiceUnavailableException } from '@nestjs/common';
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

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async prometheus(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
