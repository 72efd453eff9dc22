import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';
import { LOOPBACK_CERTIFICATE, LOOPBACK_KEY } from '../../../network/src/loopback-certificate.js';
import { prepareMessage } from './message.js';
import { SmtpEmailSender, tlsRuleOf } from './smtp-email-sender.js';
import type { SmtpOptions } from './smtp-email-sender.js';

const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: Buffer;
  readonly isSecure: boolean;
}

/** A real mail server on this machine that keeps what it accepts. */
async function sink(options: SMTPServerOptions = {}): Promise<{ port: number; received: Received[]; connections: () => number }> {
  const received: Received[] = [];
  let connections = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onConnect: (_, done) => {
      connections += 1;
      done();
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks),
          isSecure: session.secure,
        });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise<void>((resolve) => { server.close(resolve); })); // prettier-ignore
  return { port: (server.server.address() as AddressInfo).port, received, connections: () => connections };
}

/** Speaks line by line as it is told, for what a proper server would not do. */
async function rudeServer(answer: (line: string, socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      for (const line of data.toString().split('\r\n').filter(Boolean)) answer(line, socket);
    });
    answer('', socket);
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise<void>((resolve) => { for (const socket of sockets) socket.destroy(); server.close(() => { resolve(); }); })); // prettier-ignore
  return (server.address() as AddressInfo).port;
}

function aSender(url: string, options: Partial<SmtpOptions> = {}): SmtpEmailSender {
  const sender = new SmtpEmailSender({ url, totalMs: 3_000, ...options });
  closers.push(() => sender.close());
  return sender;
}

const smtpError = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code });

async function aMail(to = 'duty@bank.example') {
  const prepared = prepareMessage({
    from: { name: 'Harbourlight', address: 'alerts@cert.example' },
    subject: '[TLP:GREEN] 警報',
    text: 'TLP:GREEN\n.\n..leading dots\n',
    html: '<p>TLP:GREEN</p>',
    date: new Date('2026-11-22T10:00:00Z'),
    label: 'GREEN',
  });
  return prepared.forRecipient({ to, messageId: 'd1@cert.example', returnPath: 'bounce+d1@cert.example' });
}

describe('a mail by SMTP', () => {
  it('goes to one recipient, byte for byte, with the return path of its delivery', async () => {
    const { port, received } = await sink();
    const { envelope, raw } = await aMail();
    expect(await aSender(`smtp://127.0.0.1:${port}`).send(envelope, raw)).toMatchObject({
      kind: 'sent',
      response: expect.stringContaining('250'),
    });
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ from: 'bounce+d1@cert.example', to: ['duty@bank.example'] });
    expect(received[0]?.raw.equals(raw)).toBe(true);
  });

  it('shares a few kept connections with the others, one recipient each', async () => {
    const { port, received, connections } = await sink();
    const sender = aSender(`smtp://127.0.0.1:${port}`, { poolSize: 3, totalMs: 20_000 });
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const { envelope, raw } = await aMail(`member${index}@bank.example`);
        return sender.send(envelope, raw);
      }),
    );
    expect(outcomes.every(({ kind }) => kind === 'sent')).toBe(true);
    expect(received.every(({ to }) => to.length === 1)).toBe(true);
    expect(new Set(received.map(({ to }) => to[0])).size).toBe(100);
    expect(connections()).toBeLessThanOrEqual(3);
  });

  it.each([
    [550, '5.1.1 No such user', 'rejected', { enhancedCode: '5.1.1', isAddressDead: true }],
    [550, '5.7.1 Blocked by policy', 'rejected', { enhancedCode: '5.7.1', isAddressDead: false }],
    [552, '5.2.2 Mailbox full', 'rejected', { enhancedCode: '5.2.2', isAddressDead: false }],
    [450, '4.2.0 Greylisted, come back', 'retry', { enhancedCode: '4.2.0' }],
    [421, '4.7.0 Too many connections', 'retry', {}],
    [503, '5.5.1 Bad sequence', 'retry', {}],
  ] as const)('whose recipient is answered %d %s is %s', async (code, text, kind, more) => {
    const { port } = await sink({
      onRcptTo: (_, __, done) => {
        done(smtpError(code, text));
      },
    });
    const { envelope, raw } = await aMail();
    expect(await aSender(`smtp://127.0.0.1:${port}`).send(envelope, raw)).toMatchObject({
      kind,
      statusCode: code,
      error: `SMTP_${code}`,
      ...more,
    });
  });

  it.each([
    [554, '5.6.0 Content refused', 'rejected', `SMTP_554`],
    [451, '4.3.0 Try later', 'retry', `SMTP_451`],
  ] as const)('whose content is answered %d %s is %s', async (code, text, kind, error) => {
    const { port } = await sink({
      onData: (stream, _, done) => {
        stream.resume().on('end', () => {
          done(smtpError(code, text));
        });
      },
    });
    const { envelope, raw } = await aMail();
    const outcome = await aSender(`smtp://127.0.0.1:${port}`).send(envelope, raw);
    expect(outcome).toMatchObject({ kind, error });
    expect(outcome.isAddressDead ?? false).toBe(false);
  });

  it('whose sender is refused is tried again: that is ours to repair, and no alert is given up meanwhile', async () => {
    const { port } = await sink({
      onMailFrom: (_, __, done) => {
        done(smtpError(550, '5.7.1 Sender rejected'));
      },
    });
    const { envelope, raw } = await aMail();
    expect(await aSender(`smtp://127.0.0.1:${port}`).send(envelope, raw)).toMatchObject({
      kind: 'retry',
      error: 'SENDER_REFUSED',
      statusCode: 550,
    });
  });

  it('with a wrong password is tried again, and the password is nowhere', async () => {
    const { port, received } = await sink({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_, __, done) => {
        done(smtpError(535, '5.7.8 Wrong'));
      },
    });
    const { envelope, raw } = await aMail();
    const outcome = await aSender(`smtp://user:pa%24%24word@127.0.0.1:${port}`).send(envelope, raw);
    expect(outcome).toMatchObject({ kind: 'retry', error: 'SMTP_AUTH' });
    expect(JSON.stringify(outcome)).not.toContain('pa$$word');
    expect(received).toEqual([]);
  });
});

describe('a bad mail server', () => {
  it('that is not there is tried again', async () => {
    const port = await rudeServer(() => undefined);
    await closers.pop()?.();
    const { envelope, raw } = await aMail();
    expect(await aSender(`smtp://127.0.0.1:${port}`).send(envelope, raw)).toMatchObject({ kind: 'retry', error: 'CONNECT' });
  });

  it('that never greets is given up on in time', async () => {
    const port = await rudeServer(() => undefined);
    const { envelope, raw } = await aMail();
    const outcome = await aSender(`smtp://127.0.0.1:${port}`, { totalMs: 500 }).send(envelope, raw);
    expect(outcome).toMatchObject({ kind: 'retry', error: 'TIMEOUT' });
    expect(outcome.durationMs).toBeLessThan(2_000);
  });

  it('that hangs up in the middle is tried again', async () => {
    const port = await rudeServer((line, socket) => {
      if (line === '') socket.write('220 mx ESMTP\r\n');
      else if (/^EHLO/.test(line)) socket.write('250 mx\r\n');
      else if (/^(MAIL|RCPT)/.test(line)) socket.write('250 ok\r\n');
      else socket.destroy();
    });
    const { envelope, raw } = await aMail();
    expect((await aSender(`smtp://127.0.0.1:${port}`).send(envelope, raw)).kind).toBe('retry');
  });

  it('that speaks something else is tried again', async () => {
    const port = await rudeServer((_, socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const { envelope, raw } = await aMail();
    expect((await aSender(`smtp://127.0.0.1:${port}`).send(envelope, raw)).kind).toBe('retry');
  });
});

describe('TLS to the mail server', () => {
  const tls = { secure: true, key: LOOPBACK_KEY, cert: LOOPBACK_CERTIFICATE, disabledCommands: [] };

  it('accepts an authority that the operator named', async () => {
    const { port, received } = await sink(tls);
    const { envelope, raw } = await aMail();
    const sender = aSender(`smtps://localhost:${port}`, { certificateAuthorities: [LOOPBACK_CERTIFICATE] });
    expect(await sender.send(envelope, raw)).toMatchObject({ kind: 'sent' });
    expect(received[0]?.isSecure).toBe(true);
  });

  it('refuses a certificate that nobody vouches for, and hands over nothing', async () => {
    const { port, received } = await sink(tls);
    const { envelope, raw } = await aMail();
    expect(await aSender(`smtps://localhost:${port}`).send(envelope, raw)).toMatchObject({ kind: 'retry', error: 'TLS' });
    expect(received).toEqual([]);
  });

  it.each([
    ['smtps://mail.example.org', 'secure'],
    ['smtps://localhost?ignoreTLS=true', 'secure'],
    ['smtp://mail.example.org:587', 'requireTLS'],
    ['smtp://10.0.0.5:25', 'requireTLS'],
    ['smtp://127.0.0.1.example.org', 'requireTLS'],
    ['smtp://localhost:1025', 'ignoreTLS'],
    ['smtp://127.0.0.1:1025', 'ignoreTLS'],
    ['smtp://[::1]:1025', 'ignoreTLS'],
    ['smtp://relay.internal:25?ignoreTLS=true', 'ignoreTLS'],
  ] as const)('to %s: %s', (url, rule) => {
    const none = { secure: false, requireTLS: false, ignoreTLS: false };
    expect(tlsRuleOf(new URL(url))).toEqual({ ...none, [rule]: true });
  });

  it.each(['', 'mailto:a@b.example', 'http://127.0.0.1:25', 'smtp://', '127.0.0.1:25', 'smtp:/x'])(
    '%j is no address of a mail server',
    (url) => {
      expect(() => new SmtpEmailSender({ url })).toThrow(expect.objectContaining({ kind: 'invalid' }));
    },
  );
});
