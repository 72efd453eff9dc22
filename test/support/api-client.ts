import type { Writable } from 'node:stream';
import { SCOPES } from '#libs/access';
import type { Scope } from '#libs/access';
import { CreateApiToken } from '#libs/accounts';
import { readConfig } from '#libs/config';
import type { Config } from '#libs/config';
import { freePort } from '#libs/embedded';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { PersistedOperations } from '../../apps/api/src/graphql/persisted-operations.js';
import { createApp } from '../../apps/api/src/create-app.js';
import type { SavedPerson } from './builders/person.js';
import type { TestDatabase } from './test-database.js';

/** An answer of GraphQL with what came around it. `Data` is what the test knows of its own document. */
export interface Answer<Data> {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Data;
  readonly errors: readonly AnswerError[];
  /** As it came, for comparisons byte for byte. */
  readonly body: string;
}

export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly kind?: string; readonly issues?: readonly { path: string; expected: string }[] };
}

/** Asks as one reader: a visitor, the holder of a token, or of a session's cookie. */
export class ApiClient {
  constructor(
    readonly url: string,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  asToken(token: string): ApiClient {
    return new ApiClient(this.url, { authorization: `Bearer ${token}` });
  }

  asSession(cookie: string): ApiClient {
    return new ApiClient(this.url, { cookie });
  }

  with(headers: Readonly<Record<string, string>>): ApiClient {
    return new ApiClient(this.url, { ...this.headers, ...headers });
  }

  /** The answer, with or without errors. */
  async ask<Data = Record<string, unknown>>(document: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Answer<Data>> {
    return this.post<Data>(JSON.stringify({ query: document, variables }));
  }

  /** The data; throws with all messages where there is an error. */
  async query<Data = Record<string, unknown>>(document: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Data> {
    const { data, errors } = await this.ask<Data>(document, variables);
    if (errors.length > 0)
      throw new Error(
        errors.map((error) => `${error.extensions.code}: ${error.message} ${JSON.stringify(error.extensions.issues ?? [])}`).join('\n'),
      );
    return data;
  }

  /** The code of the one error that is expected. */
  async refusal(document: string, variables: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const { errors, body } = await this.ask(document, variables);
    const [error] = errors;
    if (!error) throw new Error(`was not refused: ${body.slice(0, 500)}`);
    return error.extensions.code;
  }

  /** Any body, to see what becomes of it. */
  async post<Data = unknown>(body: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer<Data>> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.headers, ...headers },
      body,
    });
    const text = await response.text();
    const read = readJson(text) as { data?: Data; errors?: AnswerError[] };
    return { status: response.status, headers: response.headers, data: read.data as Data, errors: read.errors ?? [], body: text };
  }
}

function readJson(text: string): object {
  try {
    return JSON.parse(text) as object;
  } catch {
    return {};
  }
}

export interface RunningApi {
  readonly app: NestFastifyApplication;
  readonly config: Config;
  readonly url: string;
  /** As a visitor. */
  readonly client: ApiClient;
  /** For websockets (graphql-transport-ws). */
  readonly socketUrl: string;
  /** A token of a person of the test, made in their session. */
  tokenFor(person: SavedPerson, options?: TokenOptions): Promise<string>;
  /** As that person, by a token. */
  as(person: SavedPerson, options?: TokenOptions): Promise<ApiClient>;
  stop(): Promise<void>;
}

export interface TokenOptions {
  readonly scopes?: readonly Scope[];
  /** Made in a session without a second factor. */
  readonly isWeak?: boolean;
}

/** The whole API in this process, on a free loopback port and the given database. */
export async function startApi(
  database: TestDatabase,
  environment: Readonly<Record<string, string>> = {},
  log?: Writable,
  operations?: PersistedOperations,
): Promise<RunningApi> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const config = readConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: database.apiUrl,
    SECRET_KEY: database.secretKey,
    API_PORT: String(port),
    PUBLIC_API_URL: url,
    PUBLIC_WEB_URL: 'http://127.0.0.1:3000',
    ALLOW_LOOPBACK_WEBHOOKS: 'true',
    OPENPGP_KEY_FILE: database.keyFile,
    ...environment,
  });
  const app = await createApp(config, log, operations);
  await app.listen(port, '127.0.0.1');
  const client = new ApiClient(url);
  const tokenFor = async (person: SavedPerson, { scopes = SCOPES, isWeak = false }: TokenOptions = {}) => {
    const create = app.get(CreateApiToken, { strict: false });
    const { token } = await create.execute(isWeak ? person.actorWithoutSecondFactor : person.actor, { name: 'of a test', scopes });
    return token;
  };
  return {
    app,
    config,
    url,
    client,
    socketUrl: `ws://127.0.0.1:${port}/graphql`,
    tokenFor,
    as: async (person, options) => client.asToken(await tokenFor(person, options)),
    stop: () => app.close(),
  };
}
