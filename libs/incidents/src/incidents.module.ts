import { AccountsModule } from '#libs/accounts';
import { AuditModule } from '#libs/audit';
import { OutboxModule } from '#libs/outbox';
import { Module } from '@nestjs/common';
import { IncidentAnnouncement } from './incident-announcement.js';
import { IncidentDesk } from './incident-desk.js';
import { IncidentMailTokens } from './incident-mail-token.js';
import { IncidentQueries } from './incident.queries.js';
import { ChangeIncidentState } from './use-cases/change-incident-state.js';
import { FindReceipt } from './use-cases/find-receipt.js';
import { NoteOnIncident } from './use-cases/note-on-incident.js';
import { ReportIncident } from './use-cases/report-incident.js';

const FRONT_DOOR = [ChangeIncidentState, FindReceipt, IncidentQueries, NoteOnIncident, ReportIncident];

/** Reports of incidents: taking them in, and the desk's work on them. Needs PlatformModule. Mails are the worker's: IncidentMailsModule. */
@Module({
  imports: [AccountsModule, AuditModule, OutboxModule],
  providers: [...FRONT_DOOR, IncidentAnnouncement, IncidentDesk, IncidentMailTokens],
  exports: FRONT_DOOR,
})
export class IncidentsModule {}
