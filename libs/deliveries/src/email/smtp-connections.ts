import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { EmailEnvelope } from './email-sender.js';

export interface SmtpServer {
  /** Where, TLS and times, as nodemailer takes them. */
  readonly connection: NonNullable<ConstructorParameters<typeof SMTPConnection>[0]>;
  readonly auth?: { readonly user: string; readonly pass: string };
  readonly maxConnections: number;
}

interface Job {
  readonly envelope: EmailEnvelope;
  readonly raw: Buffer;
  readonly resolve: (response: string) => void;
  readonly reject: (error: Error) => void;
}

/** What is known of an open connection. */
interface Line {
  readonly connection: SMTPConnection;
  /** At work; absent where it is idle. */
  job: Job | undefined;
  messages: number;
}

/** Some servers take only so many messages on one connection. */
const MAX_MESSAGES = 1_000;

/**
 * A few kept connections to one mail server. nodemailer speaks SMTP on each (TLS, sign-in, RFC 2920 pipelining); its own pool takes every finished
 * message apart and puts it together again, which costs more than sending it. A job fails with its connection and is not begun a second time
 * here: whether the server had taken it is not known.
 */
export class SmtpConnections {
  private readonly waiting = new Set<Job>();
  private readonly lines = new Set<Line>();
  private readonly idle: Line[] = [];

  constructor(private readonly server: SmtpServer) {}

  /** Answers with the server's last reply. Rejects with nodemailer's error, or with ETIMEDOUT after `withinMs`, the wait for a connection included. */
  send(envelope: EmailEnvelope, raw: Buffer, withinMs: number): Promise<string> {
    return new Promise((resolve, reject) => {
      const job: Job = {
        envelope,
        raw,
        resolve: (response) => {
          clearTimeout(timer);
          resolve(response);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      };
      const timer = setTimeout(() => {
        this.giveUp(job);
      }, withinMs);
      this.waiting.add(job);
      this.work();
    });
  }

  /** What waits and what is under way is rejected. */
  close(): void {
    const error = failed('ECONNECTION', 'The sender was closed.');
    for (const job of this.waiting) job.reject(error);
    this.waiting.clear();
    for (const line of [...this.lines]) this.drop(line, error);
  }

  /** Gives what waits to idle connections, and opens others up to the limit. */
  private work(): void {
    for (const job of this.waiting) {
      const line = this.idle.pop();
      if (line === undefined && this.lines.size >= this.server.maxConnections) return;
      this.waiting.delete(job);
      if (line === undefined) this.connect(job);
      else this.begin(line, job);
    }
  }

  private connect(job: Job): void {
    const connection = new SMTPConnection(this.server.connection);
    const line: Line = { connection, job, messages: 0 };
    this.lines.add(line);
    connection.once('end', () => {
      this.rest(line);
      // A server that says why it hangs up is heard first.
      setImmediate(() => {
        this.drop(line, failed('ECONNECTION', 'The connection was closed.'));
      });
    });
    connection.on('error', (error: Error) => {
      this.drop(line, error);
    });
    connection.connect((error) => {
      if (error) this.drop(line, error);
      else this.signIn(line, job);
    });
  }

  private signIn(line: Line, job: Job): void {
    const { auth } = this.server;
    if (auth === undefined || !line.connection.allowsAuth) this.begin(line, job);
    else
      line.connection.login({ ...auth }, (error) => {
        if (error) this.drop(line, error);
        else this.begin(line, job);
      });
  }

  private begin(line: Line, job: Job): void {
    if (!this.lines.has(line)) return;
    line.job = job;
    const { from, to } = job.envelope;
    line.connection.send({ from, to: [to], size: job.raw.length }, job.raw, (error, info) => {
      if (error) this.drop(line, error);
      else this.finish(line, job, info.response);
    });
  }

  private finish(line: Line, job: Job, response: string): void {
    job.resolve(response);
    if (!this.lines.has(line)) return;
    line.job = undefined;
    line.messages += 1;
    if (line.messages < MAX_MESSAGES) this.idle.push(line);
    else {
      this.lines.delete(line);
      line.connection.quit();
    }
    this.work();
  }

  /** Ends a connection, and with it what was under way on it. */
  private drop(line: Line, error: Error): void {
    if (!this.lines.delete(line)) return;
    this.rest(line);
    line.connection.close();
    line.job?.reject(error);
    this.work();
  }

  /** Takes a connection out of those that are given work. */
  private rest(line: Line): void {
    const at = this.idle.indexOf(line);
    if (at >= 0) this.idle.splice(at, 1);
  }

  private giveUp(job: Job): void {
    const error = failed('ETIMEDOUT', 'The mail server took too long.');
    const line = [...this.lines].find((each) => each.job === job);
    if (line !== undefined) this.drop(line, error);
    else if (this.waiting.delete(job)) job.reject(error);
  }
}

function failed(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
