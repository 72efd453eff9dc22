import { LANGUAGES } from '#libs/advisories';
import type { Language } from '#libs/advisories';
import { SecretBox } from '#libs/config';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';

const BOX = 'incident-mail';

/** What the mails about a report need to know. The event that asks for them carries it sealed: an address is no id. */
export interface IncidentMailToken {
  readonly reference: string;
  readonly email?: string | undefined;
  readonly language: Language;
}

const TOKEN = z.object({ reference: z.string(), email: z.string().optional(), language: z.enum(LANGUAGES) });

@Injectable()
export class IncidentMailTokens {
  constructor(private readonly box: SecretBox) {}

  seal(token: IncidentMailToken): string {
    return this.box.seal(BOX, JSON.stringify(token)).toString('base64url');
  }

  open(sealed: string): IncidentMailToken {
    return TOKEN.parse(JSON.parse(this.box.open(BOX, Buffer.from(sealed, 'base64url'))));
  }
}
