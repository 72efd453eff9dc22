export { AuditLog } from './audit-log.js';
export type { AuditRecord } from './audit-log.js';
export { AuditModule } from './audit.module.js';
export { AuditQueries } from './audit.queries.js';
export type { AuditEntry, AuditPage } from './audit.queries.js';
export { SealAudit } from './use-cases/seal-audit.js';
export { VerifyAudit } from './use-cases/verify-audit.js';
export type { AuditFinding, AuditVerdict, Checkpoint } from './use-cases/verify-audit.js';
