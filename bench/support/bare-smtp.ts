import { connect } from 'node:net';
import type { KeptMail } from './smtp-sink.js';

/** The limit: MAIL, RCPT and DATA in one write (RFC 2920), the message in the next, over a few connections. Throws at any other answer than expected. */
export async function sendBare(port: number, mails: readonly KeptMail[], connections: number): Promise<void> {
  let next = 0;
  const take = () => mails[next++];
  await Promise.all(Array.from({ length: connections }, () => converse(port, take)));
}

function converse(port: number, take: () => KeptMail | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let mail: KeptMail | undefined;
    const begin = () => {
      mail = take();
      if (mail === undefined) socket.end('QUIT\r\n');
      else socket.write(`MAIL FROM:<${mail.from}>\r\nRCPT TO:<${mail.to}>\r\nDATA\r\n`);
    };
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      if (!text.endsWith('\r\n')) return;
      const code = /(?:^|\r\n)(\d{3}) [^\r\n]*\r\n$/.exec(text)?.[1];
      if (code === '220' && mail === undefined) socket.write('EHLO bench\r\n');
      else if (code === '250' && (mail === undefined || /^250[ -]2\.0\.0/m.test(text))) begin();
      else if (code === '354' && mail !== undefined) socket.write(`${mail.raw}\r\n.\r\n`, 'latin1');
      else if (code !== undefined && code !== '221' && code !== '250') reject(new Error(text));
      text = '';
    });
    socket.on('error', reject).on('close', () => {
      resolve();
    });
  });
}
