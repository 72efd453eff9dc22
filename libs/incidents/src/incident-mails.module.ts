import { SendingModule } from '#libs/deliveries';
import { Module } from '@nestjs/common';
import { IncidentMailTokens } from './incident-mail-token.js';
import { SendIncidentMail } from './use-cases/send-incident-mail.js';

/** The worker's side. Needs PlatformModule with the worker's role. */
@Module({ imports: [SendingModule], providers: [IncidentMailTokens, SendIncidentMail], exports: [SendIncidentMail] })
export class IncidentMailsModule {}
