import { setTimeout as pause } from 'node:timers/promises';
import { demoAccounts, totpCode } from '#libs/accounts';
import { asSuperuser } from './builders/organisation.js';
import { MailReader } from './mail-reader.js';
import { Product } from './product.js';
import { until, Visitor } from './journey-visitor.js';
import * as documents from './journey-documents.js';
import { startWebhookReceiver } from './webhook-receiver.js';
import type { WebhookReceiver } from './webhook-receiver.js';

export interface Written {
  readonly id: string;
  readonly trackingId: string;
}

/** A draft as its analyst gives it: everything but the title can be left out. */
export interface DraftInput {
  readonly title: string;
  readonly label?: string;
  readonly audience?: Readonly<Record<string, readonly string[]>>;
  readonly kind?: string;
  readonly severity?: string;
  readonly content?: Readonly<Record<string, unknown>>;
}

export interface Endpoint {
  readonly id: string;
  readonly secret: string;
}

const TOTP_STEP_MS = 30_000;

/** The installation of one story, with the people in front of it. */
export class Journey {
  private readonly lastStep = new Map<string, number>();

  private constructor(
    readonly product: Product,
    readonly receiver: WebhookReceiver,
    readonly mails: MailReader,
  ) {}

  static async begin(extra: Readonly<Record<string, string>> = {}): Promise<Journey> {
    return Journey.on(() => Product.start(extra));
  }

  /** With the pages, for stories that are told in a browser. */
  static async withPages(extra: Readonly<Record<string, string>> = {}): Promise<Journey> {
    return Journey.on(() => Product.withPages(extra));
  }

  private static async on(start: () => Promise<Product>): Promise<Journey> {
    const receiver = await startWebhookReceiver();
    try {
      const product = await start();
      return new Journey(product, receiver, new MailReader(product.dataDir));
    } catch (error) {
      await receiver.stop();
      throw error;
    }
  }

  async end(): Promise<void> {
    await this.product.stop();
    await this.receiver.stop();
  }

  /** Nobody known. */
  stranger(): Visitor {
    return new Visitor(this.product.apiUrl);
  }

  /** A program with a token. */
  withToken(token: string): Visitor {
    return new Visitor(this.product.apiUrl, token);
  }

  /** A demonstration account with a session, after the second factor unless told otherwise. */
  async signedIn(email: string, factors: 1 | 2 = 2): Promise<Visitor> {
    const { password } = accountOf(email);
    const visitor = this.stranger();
    await visitor.ask(documents.SIGN_IN, { input: { email, password, ...(factors === 2 ? { totp: await this.codeOf(email) } : {}) } });
    return visitor;
  }

  /**
   * A code that has not been used yet: each is good once, one step early or late (RFC 6238 section 5.2). Not one of the step before: a busy
   * machine may need until the next step to read it. Where both of now are used, it waits for the next step, at most half a minute.
   */
  async codeOf(email: string): Promise<string> {
    const stepNow = () => Math.floor(Date.now() / TOTP_STEP_MS);
    const step = Math.max(stepNow(), (this.lastStep.get(email) ?? 0) + 1);
    this.lastStep.set(email, step);
    while (step > stepNow() + 1) await pause(100);
    return totpCode(accountOf(email).totpSecret, new Date(step * TOTP_STEP_MS));
  }

  async draft(analyst: Visitor, { title, content, ...rest }: DraftInput): Promise<Written> {
    const input = {
      kind: 'SECURITY_ALERT',
      severity: 'HIGH',
      ...rest,
      content: { title: { en: title }, summary: { en: `${title}, in short.` }, description: { en: `${title}, at length.` }, ...content },
    };
    const { createAdvisory } = await analyst.ask<{ createAdvisory: { advisory: Written } }>(documents.CREATE_ADVISORY, { input });
    return createAdvisory.advisory;
  }

  async submit(analyst: Visitor, { id }: Written): Promise<void> {
    await analyst.ask(documents.SUBMIT_ADVISORY, { input: { id } });
  }

  /** Answers with the instant at which the API said that it is done. */
  async publish(reviewer: Visitor, { id }: Written): Promise<number> {
    await reviewer.ask(documents.PUBLISH_ADVISORY, { input: { id } });
    return performance.now();
  }

  async publishNew(analyst: Visitor, reviewer: Visitor, input: DraftInput): Promise<Written> {
    const written = await this.draft(analyst, input);
    await this.submit(analyst, written);
    await this.publish(reviewer, written);
    return written;
  }

  /** An email endpoint, confirmed by the link of the mail that it was sent. */
  async emailEndpoint(owner: Visitor, address: string): Promise<string> {
    const { createEmailEndpoint } = await owner.ask<{ createEmailEndpoint: { endpoint: { id: string } } }>(
      documents.CREATE_EMAIL_ENDPOINT,
      { input: { address } },
    );
    await this.follow(await this.mails.linkTo(address, 'confirm-endpoint'));
    await this.untilActive(owner, createEmailEndpoint.endpoint.id);
    return createEmailEndpoint.endpoint.id;
  }

  /** A webhook endpoint at the story's receiver, confirmed by its signed challenge. */
  async webhookEndpoint(owner: Visitor, name: string, extra: Readonly<Record<string, unknown>> = {}): Promise<Endpoint> {
    const { createWebhookEndpoint } = await owner.ask<{ createWebhookEndpoint: { secret: string; endpoint: { id: string } } }>(
      documents.CREATE_WEBHOOK_ENDPOINT,
      { input: { url: this.receiver.urlOf(name), ...extra } },
    );
    await this.untilActive(owner, createWebhookEndpoint.endpoint.id);
    return { id: createWebhookEndpoint.endpoint.id, secret: createWebhookEndpoint.secret };
  }

  async subscribe(owner: Visitor, endpointIds: readonly string[], extra: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const { createSubscription } = await owner.ask<{ createSubscription: { subscription: { id: string } } }>(
      documents.CREATE_SUBSCRIPTION,
      { input: { frequency: 'IMMEDIATE', endpointIds, ...extra } },
    );
    return createSubscription.subscription.id;
  }

  /** Presses the button of the page that a link of a mail leads to. */
  async follow(path: string): Promise<Response> {
    const page = await this.stranger().fetch(path);
    if (page.status !== 200) throw new Error(`the page of ${path.slice(0, 40)} answered ${page.status}`);
    const done = await this.stranger().fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: '',
    });
    if (done.status >= 400) throw new Error(`the button of ${path.slice(0, 40)} answered ${done.status}: ${await done.text()}`);
    return done;
  }

  /** Global ids by name: of organisations, groups and, by address, of people. As the operating CERT sees them. */
  async whoIsWhere(reviewer: Visitor): Promise<ReadonlyMap<string, string>> {
    const { organisations, people, groups } = await reviewer.ask<{
      organisations: { nodes: { id: string; name: string }[] };
      people: { nodes: { id: string; email: string }[] };
      groups: { id: string; name: string }[];
    }>(documents.WHO_IS_WHERE);
    return new Map([
      ...organisations.nodes.map(({ id, name }): [string, string] => [name, id]),
      ...people.nodes.map(({ id, email }): [string, string] => [email, id]),
      ...groups.map(({ id, name }): [string, string] => [name, id]),
    ]);
  }

  /** Waits until every event is planned and nothing is left to be sent: what did not come by then does not come. */
  async untilQuiet(withinMs = 30_000): Promise<void> {
    await asSuperuser(this.product.database, (client) =>
      until(
        'nothing is left to be sent',
        async () => {
          const { rows } = await client.query<{ left: number }>(
            `SELECT ((SELECT count(*) FROM outbox.event WHERE done_at IS NULL) + (SELECT count(*) FROM deliveries.due)
              + (SELECT count(*) FROM deliveries.claim))::int AS left`,
          );
          return rows[0]?.left === 0;
        },
        withinMs,
      ),
    );
  }

  /** As if the OpenPGP keys of all mailboxes had been given a day ago. */
  async ageKeys(): Promise<void> {
    await asSuperuser(this.product.database, (client) =>
      client.query('UPDATE subscriptions.endpoint SET openpgp_usable_at = now() WHERE openpgp_key IS NOT NULL'),
    );
  }

  private async untilActive(owner: Visitor, id: string): Promise<void> {
    await until(`endpoint ${id} is active`, async () => {
      const { endpoints } = await owner.ask<{ endpoints: { nodes: { id: string; status: string }[] } }>(documents.ENDPOINTS);
      return endpoints.nodes.find((endpoint) => endpoint.id === id)?.status === 'ACTIVE';
    });
  }
}

export function accountOf(email: string): ReturnType<typeof demoAccounts>[number] {
  const account = demoAccounts().find((known) => known.email === email);
  if (account === undefined) throw new Error(`${email} is no demonstration account`);
  return account;
}

/** Looks a name up that must be there. */
export function idOf(ids: ReadonlyMap<string, string>, name: string): string {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`there is no ${name}`);
  return id;
}
