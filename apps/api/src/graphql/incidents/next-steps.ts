import type { LocalisedTextType } from '../vocabulary/localised-text.js';

/** What happens after a report has come in, in order, for whoever reported it. */
export const NEXT_STEPS: readonly LocalisedTextType[] = [
  {
    en: 'Keep the reference. Name it when you write or call.',
    zhHant: '請保存編號，來信或來電時請註明。',
    zhHans: '请保存编号，来信或来电时请注明。',
    sourceLanguage: 'en',
  },
  {
    en: 'An analyst reads your report. If you gave an address or a number, we contact you when we can help or have a question.',
    zhHant: '分析員會閱讀你的報告。如你留下電郵或電話，我們能協助或有疑問時會與你聯絡。',
    zhHans: '分析员会阅读您的报告。如您留下了邮箱或电话，我们能提供帮助或有疑问时会与您联系。',
    sourceLanguage: 'en',
  },
  {
    en: 'Keep what could be evidence: mails, pictures of the screen, log files. Change nothing on it.',
    zhHant: '請保留可作證據的資料：電郵、螢幕截圖、日誌，不要改動。',
    zhHans: '请保留可作为证据的资料：邮件、屏幕截图、日志，不要改动。',
    sourceLanguage: 'en',
  },
  {
    en: 'If money was lost or a crime was committed, report it to the police as well: this report does not replace that.',
    zhHant: '如有金錢損失或涉及罪行，請同時報警；這份報告不能代替報警。',
    zhHans: '如有钱财损失或涉及犯罪，请同时报警；这份报告不能代替报警。',
    sourceLanguage: 'en',
  },
];
