import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import type { Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly envelopeFrom: string;
  readonly envelopeTo: readonly string[];
  readonly raw: string;
  readonly mail: Email;
}

export interface MailSink {
  /** For SMTP_URL. */
  readonly url: string;
  readonly mails: readonly ReceivedMail[];
  /** Refuses recipients from now on with this reply, or accepts them where it answers nothing. */
  refuse(decide: (recipient: string) => { readonly code: number; readonly message: string } | undefined): void;
  stop(): Promise<void>;
}

/** A real SMTP server on a free loopback port that keeps what it is given. */
export async function startMailSink(): Promise<MailSink> {
  const mails: ReceivedMail[] = [];
  let decide: Parameters<MailSink['refuse']>[0] = () => undefined;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: ({ address }, _session, done) => {
      const refusal = decide(address);
      done(refusal === undefined ? null : Object.assign(new Error(refusal.message), { responseCode: refusal.code }));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks);
        PostalMime.parse(raw)
          .then((mail) => {
            const from = session.envelope.mailFrom;
            mails.push({
              envelopeFrom: from === false ? '' : from.address,
              envelopeTo: session.envelope.rcptTo.map(({ address }) => address),
              raw: raw.toString('latin1'),
              mail,
            });
            done();
          })
          .catch((error: unknown) => {
            done(error instanceof Error ? error : new Error('unreadable'));
          });
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.server.once('listening', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    refuse: (given) => {
      decide = given;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}
