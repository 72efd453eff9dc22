import type { CapturedMail, MailSummary } from './captured-mail.js';
import { escapeHtml } from './mime-body.js';

/** No script, nothing from elsewhere. Styles inside the page and the mails are allowed, pictures only as data. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

const STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1b1b1b; background: #fff }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #ddd; vertical-align: top }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f6f6f6; padding: 1rem } iframe { width: 100%; height: 36rem; border: 1px solid #ccc }
td { overflow-wrap: anywhere } .note { color: #555 }`;

function page(title: string, content: string): string {
  return (
    `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">` +
    `<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer"><title>${escapeHtml(title)}</title>` +
    `<style>${STYLE}</style></head>\n<body>\n${content}\n</body></html>\n`
  );
}

export function mailboxPage(mails: readonly MailSummary[], basePath: string): string {
  const rows = mails.map(
    ({ id, capturedAt, to, subject }) =>
      `<tr><td><time datetime="${capturedAt}">${capturedAt.slice(0, 19).replace('T', ' ')}</time></td><td>${escapeHtml(to)}</td>` +
      `<td><a href="${escapeHtml(basePath)}/${id}">${escapeHtml(subject === '' ? '(no subject)' : subject)}</a></td></tr>`,
  );
  const table = `<table><thead><tr><th scope="col">Time (UTC)</th><th scope="col">To</th><th scope="col">Subject</th></tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>`;
  return page(
    'Captured mail',
    `<h1>Captured mail</h1>\n<p class="note">No mail server is configured, so these mails were kept here and not sent.</p>\n` +
      (rows.length === 0 ? '<p>No mail yet.</p>' : table),
  );
}

export function mailPage(mail: CapturedMail, basePath: string): string {
  const headers = mail.headers.map(({ name, value }) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`);
  const attachments = mail.attachments.map(({ name, type, bytes }) => `<li>${escapeHtml(name)} (${escapeHtml(type)}, ${bytes} bytes)</li>`);
  return page(
    mail.subject,
    [
      `<p><a href="${escapeHtml(basePath)}">All captured mail</a></p>`,
      `<h1>${escapeHtml(mail.subject === '' ? '(no subject)' : mail.subject)}</h1>`,
      `<p>From ${escapeHtml(mail.from)}<br>To ${escapeHtml(mail.to)}<br><time datetime="${mail.capturedAt}">${mail.capturedAt}</time></p>`,
      `<h2>Text</h2>\n<pre>${withLinks(mail.text)}</pre>`,
      // The empty sandbox takes scripts, forms, navigation and our origin from the mail.
      mail.html === '' ? '' : `<h2>HTML</h2>\n<iframe sandbox="" title="HTML part of the mail" srcdoc="${escapeHtml(mail.html)}"></iframe>`,
      attachments.length === 0 ? '' : `<h2>Attachments</h2>\n<ul>${attachments.join('')}</ul>`,
      `<h2>Headers</h2>\n<table><tbody>\n${headers.join('\n')}\n</tbody></table>`,
    ].join('\n'),
  );
}

/** Addresses of web pages in a text become links; everything else stays text. */
function withLinks(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])/)
    .map((piece, index) =>
      index % 2 === 0 ? escapeHtml(piece) : `<a href="${escapeHtml(piece)}" rel="noreferrer noopener">${escapeHtml(piece)}</a>`,
    )
    .join('');
}
