import { CreateAccess } from './0001-create-access.js';
import { CreateAccounts } from './0002-create-accounts.js';
import { ComputeKeys } from './0003-compute-keys.js';
import { CreateAuditAndOutbox } from './0004-create-audit-and-outbox.js';
import { CreateAdvisories } from './0005-create-advisories.js';
import { CreateSubscriptions } from './0006-create-subscriptions.js';
import { CreateDeliveries } from './0007-create-deliveries.js';
import { CreateQueueSchema } from './0008-create-queue-schema.js';
import { CreateGuidance } from './0018-create-guidance.js';
import { CreateIncidents } from './0019-create-incidents.js';
import { CountForPages } from './0020-count-for-pages.js';
import { FilterByState } from './0022-filter-by-state.js';

/** All migrations, in their order. */
export const MIGRATIONS = [
  CreateAccess,
  CreateAccounts,
  ComputeKeys,
  CreateAuditAndOutbox,
  CreateAdvisories,
  CreateSubscriptions,
  CreateDeliveries,
  CreateQueueSchema,
  CreateGuidance,
  CreateIncidents,
  CountForPages,
  FilterByState,
];
