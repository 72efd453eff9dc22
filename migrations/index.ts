import { CreateAccess } from './0001-create-access.js';
import { CreateAccounts } from './0002-create-accounts.js';
import { ComputeKeys } from './0003-compute-keys.js';
import { CreateAuditAndOutbox } from './0004-create-audit-and-outbox.js';
import { CreateAdvisories } from './0005-create-advisories.js';
import { CreateSubscriptions } from './0006-create-subscriptions.js';
import { CreateDeliveries } from './0007-create-deliveries.js';
import { CreateQueueSchema } from './0008-create-queue-schema.js';
import { NarrowParts } from './0009-narrow-parts.js';
import { NameSystemPurposes } from './0010-name-system-purposes.js';
import { PauseAndForget } from './0011-pause-and-forget.js';
import { ImportMoreFormats } from './0012-import-more-formats.js';
import { CreateRenditions } from './0013-create-renditions.js';
import { AddFeedAddresses } from './0014-add-feed-addresses.js';
import { CreateTaxii } from './0015-create-taxii.js';
import { CreateGuidance } from './0016-create-guidance.js';
import { CreateIncidents } from './0017-create-incidents.js';
import { CountForPages } from './0018-count-for-pages.js';
import { FilterByState } from './0019-filter-by-state.js';
import { ServeCsaf21 } from './0020-serve-csaf-2-1.js';
import { NameReadersOfComments } from './0021-name-readers-of-comments.js';
import { TellAdministratorsMore } from './0022-tell-administrators-more.js';
import { KeepEveryRendition } from './0023-keep-every-rendition.js';
import { ShareExtensionDefinition } from './0024-share-extension-definition.js';
import { ReadOwnPartsTogether } from './0025-read-own-parts-together.js';
import { ClaimInBatches } from './0026-claim-in-batches.js';
import { PlanWithoutDetours } from './0027-plan-without-detours.js';
import { PublishWithLessWork } from './0028-publish-with-less-work.js';
import { LookUpOwnParts } from './0029-look-up-own-parts.js';
import { TellDesksOfChanges } from './0030-tell-desks-of-changes.js';
import { TellWhatIsNew } from './0031-tell-what-is-new.js';
import { SayWhoWillNotRead } from './0032-say-who-will-not-read.js';
import { AnswerApplications } from './0033-answer-applications.js';
import { AgeOpenPgpKeys } from './0034-age-openpgp-keys.js';
import { TellOfRefusedReleases } from './0035-tell-of-refused-releases.js';
import { CountProductsExactly } from './0036-count-products-exactly.js';

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
  NarrowParts,
  NameSystemPurposes,
  PauseAndForget,
  ImportMoreFormats,
  CreateRenditions,
  AddFeedAddresses,
  CreateTaxii,
  CreateGuidance,
  CreateIncidents,
  CountForPages,
  FilterByState,
  ServeCsaf21,
  NameReadersOfComments,
  TellAdministratorsMore,
  KeepEveryRendition,
  ShareExtensionDefinition,
  ReadOwnPartsTogether,
  ClaimInBatches,
  PlanWithoutDetours,
  PublishWithLessWork,
  LookUpOwnParts,
  TellDesksOfChanges,
  TellWhatIsNew,
  SayWhoWillNotRead,
  AnswerApplications,
  AgeOpenPgpKeys,
  TellOfRefusedReleases,
  CountProductsExactly,
];
