import { Module } from '@nestjs/common';
import { AuditLog } from './audit-log.js';
import { AuditQueries } from './audit.queries.js';
import { SealAudit } from './use-cases/seal-audit.js';
import { VerifyAudit } from './use-cases/verify-audit.js';

/** The append-only record of who did what. */
@Module({ providers: [AuditLog, AuditQueries, SealAudit, VerifyAudit], exports: [AuditLog, AuditQueries, SealAudit, VerifyAudit] })
export class AuditModule {}
