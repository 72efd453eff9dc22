import type { Language } from '#libs/advisories';
import { escapeHtml } from '#libs/renditions';
import type { RenderedEmail } from '#libs/renditions';
import { Injectable } from '@nestjs/common';
import type { BuiltMessage } from '../email/message.js';
import { MailWriter } from '../mail/mail-writer.js';
import type { ClaimedAlert } from './claimed-alert.js';

const WORDS: Readonly<Record<Language, { readonly subject: string; readonly text: string }>> = {
  en: {
    subject: 'Test from Harbourlight',
    text: 'This is a test that somebody asked for. It is not an alert. Alerts will be sent to this address.',
  },
  'zh-Hant': { subject: 'Harbourlight 測試', text: '這是應要求發出的測試，並非警報。警報將會發送到這個電郵地址。' },
  'zh-Hans': { subject: 'Harbourlight 测试', text: '这是应要求发出的测试，不是警报。警报将会发送到这个电子邮件地址。' },
};

/** What a person sends from the console to see that an address works. */
@Injectable()
export class TestMails {
  constructor(private readonly writer: MailWriter) {}

  async messageFor({ id, address, language }: ClaimedAlert): Promise<BuiltMessage> {
    return this.writer.aboutAccount(testMail(language), address, id);
  }
}

function testMail(language: Language): RenderedEmail {
  const { subject, text } = WORDS[language];
  const html = `<!DOCTYPE html><html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head><body><p>${escapeHtml(text)}</p></body></html>`;
  return { subject, text: `${text}\n`, html };
}
