/**
 * An SMTP server that takes everything, as cheaply as can be: in a process of its own, so that its CPU time is not the sender's. Told `keep`, it
 * remembers what came, for whoever compares. Knows PIPELINING (RFC 2920) and no TLS.
 */
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { answer, Child } from './child.js';

export interface SinkCount {
  readonly count: number;
  /** Different recipients. */
  readonly recipients: number;
  /** Since 1970. */
  readonly lastAtMs: number;
}

export interface KeptMail {
  readonly from: string;
  readonly to: string;
  /** With its dots stuffed as it came. */
  readonly raw: string;
}

type Question = { readonly reset: boolean; readonly keep: boolean } | { readonly writeTo: string } | { readonly count: true };

const END = Buffer.from('\r\n.\r\n');

export function startSmtpSink(): Promise<Child> {
  return Child.start(fileURLToPath(import.meta.url), ['sink']);
}

class Sink {
  private count = 0;
  private lastAtMs = 0;
  private recipients = new Set<string>();
  private kept: KeptMail[] = [];
  private isKeeping = false;

  answerTo(question: Question): object {
    if ('reset' in question) {
      [this.count, this.recipients, this.kept, this.isKeeping] = [0, new Set(), [], question.keep];
    } else if ('writeTo' in question) writeFileSync(question.writeTo, JSON.stringify(this.kept));
    const told: SinkCount = { count: this.count, recipients: this.recipients.size, lastAtMs: this.lastAtMs };
    return told;
  }

  take(from: string, to: string, raw: Buffer): void {
    this.count += 1;
    this.recipients.add(to);
    this.lastAtMs = Date.now();
    if (this.isKeeping) this.kept.push({ from, to, raw: raw.toString('latin1') });
  }
}

/** One connection: lines until DATA, then everything up to the lonely dot. */
class Conversation {
  private rest: Buffer = Buffer.alloc(0);
  private isData = false;
  private from = '';
  private to = '';

  constructor(
    private readonly socket: Socket,
    private readonly sink: Sink,
  ) {}

  hear(chunk: Buffer): void {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    let replies = '';
    for (let reply = this.next(); reply !== undefined; reply = this.next()) replies += reply;
    if (replies !== '') this.socket.write(replies);
  }

  private next(): string | undefined {
    const mark = this.isData ? END : '\r\n';
    const at = this.rest.indexOf(mark);
    if (at < 0) return undefined;
    const part = this.rest.subarray(0, at);
    this.rest = this.rest.subarray(at + mark.length);
    if (!this.isData) return this.command(part.toString('latin1'));
    this.isData = false;
    this.sink.take(this.from, this.to, part);
    return '250 2.0.0 taken\r\n';
  }

  private command(line: string): string {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') return '250-sink\r\n250-PIPELINING\r\n250-SIZE 35882577\r\n250 8BITMIME\r\n';
    if (verb === 'MAIL') this.from = addressIn(line);
    if (verb === 'RCPT') this.to = addressIn(line);
    if (verb === 'QUIT') this.socket.end();
    this.isData = verb === 'DATA';
    return this.isData ? '354 go on\r\n' : verb === 'QUIT' ? '221 bye\r\n' : '250 2.1.0 good\r\n';
  }
}

function addressIn(line: string): string {
  return line.slice(line.indexOf('<') + 1, line.indexOf('>'));
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv[2] === 'sink') {
  const sink = new Sink();
  const server = createServer({ noDelay: true }, (socket) => {
    const conversation = new Conversation(socket, sink);
    socket
      .on('error', () => undefined)
      .on('data', (chunk) => {
        conversation.hear(chunk);
      });
    socket.write('220 sink\r\n');
  });
  answer((question: Question) => sink.answerTo(question));
  server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
}
