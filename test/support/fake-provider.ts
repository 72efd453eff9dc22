import { createHash } from 'node:crypto';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createMessage, generateKey, readPrivateKey, sign } from 'openpgp';
import { LOOPBACK_CERTIFICATE, LOOPBACK_KEY } from '../../libs/network/src/loopback-certificate.js';

interface Answer {
  readonly status: number;
  readonly body: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ListedFile {
  readonly path: string;
  readonly updated: string;
  /** How the feed spells the relation of hash and signature. */
  readonly relation?: 'rel' | 'ref';
  readonly leftOut?: readonly ('hash' | 'signature')[];
}

/** A provider of CSAF documents over real HTTPS on this machine. */
export class FakeProvider {
  readonly asked: string[] = [];
  private readonly files = new Map<string, Answer>();

  private constructor(
    private readonly server: Server,
    readonly publicKey: string,
    private readonly privateKey: string,
    readonly fingerprint: string,
  ) {
    server.on('request', (request, response) => {
      const path = request.url ?? '';
      this.asked.push(path);
      const { status, body, headers = {} } = this.files.get(path) ?? { status: 404, body: Buffer.from('not here') };
      const etag = `"${createHash('sha256').update(body).digest('hex')}"`;
      const isSame = status === 200 && request.headers['if-none-match'] === etag;
      response.writeHead(isSame ? 304 : status, { ...(status === 200 ? { etag } : {}), ...headers });
      response.end(isSame ? undefined : body);
    });
  }

  static async start(): Promise<FakeProvider> {
    const { publicKey, privateKey } = await generateKey({ userIDs: [{ name: 'Vendor' }], format: 'armored' });
    const fingerprint = (await readPrivateKey({ armoredKey: privateKey })).getFingerprint();
    const server = createServer({ cert: LOOPBACK_CERTIFICATE, key: LOOPBACK_KEY });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new FakeProvider(server, publicKey, privateKey, fingerprint);
  }

  get origin(): string {
    return `https://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  put(path: string, body: string | Uint8Array | object, answer: Partial<Answer> = {}): void {
    const bytes =
      typeof body === 'string' ? Buffer.from(body) : body instanceof Uint8Array ? Buffer.from(body) : Buffer.from(JSON.stringify(body));
    this.files.set(path, { status: 200, ...answer, body: bytes });
  }

  take(path: string): void {
    this.files.delete(path);
  }

  /** A document with its hash and signature. */
  async putSigned(path: string, document: object | Uint8Array): Promise<void> {
    const bytes = document instanceof Uint8Array ? Buffer.from(document) : Buffer.from(JSON.stringify(document));
    this.put(path, bytes);
    this.put(`${path}.sha512`, `${createHash('sha512').update(bytes).digest('hex')}  ${path.split('/').at(-1) ?? ''}`);
    const signingKeys = await readPrivateKey({ armoredKey: this.privateKey });
    const message = await createMessage({ binary: new Uint8Array(bytes) });
    const signature: unknown = await sign({ message, signingKeys, detached: true });
    this.put(`${path}.asc`, String(signature));
  }

  /** provider-metadata.json at the well-known path, with its key. */
  putMetadata(distributions: readonly object[], role = 'csaf_trusted_provider', fingerprint = this.fingerprint): void {
    this.put('/key.asc', this.publicKey);
    this.put('/.well-known/csaf/provider-metadata.json', {
      canonical_url: `${this.origin}/.well-known/csaf/provider-metadata.json`,
      metadata_version: '2.0',
      last_updated: '2026-01-01T00:00:00Z',
      list_on_CSAF_aggregators: true,
      mirror_on_CSAF_aggregators: true,
      publisher: { category: 'vendor', name: 'Example Vendor', namespace: 'https://vendor.example' },
      role,
      public_openpgp_keys: [{ fingerprint, url: `${this.origin}/key.asc` }],
      distributions,
    });
  }

  feed(files: readonly ListedFile[]): object {
    const category = [{ scheme: 'urn:ietf:params:rolie:category:information-type', term: 'csaf' }];
    const entry = files.map(({ path, updated, relation = 'rel', leftOut = [] }) => {
      const href = `${this.origin}${path}`;
      const links = [
        { [relation]: 'self', href },
        ...(leftOut.includes('hash') ? [] : [{ [relation]: 'hash', href: `${href}.sha512` }]),
        ...(leftOut.includes('signature') ? [] : [{ [relation]: 'signature', href: `${href}.asc` }]),
      ];
      return { id: path, title: path, published: updated, updated, link: links, content: { src: href, type: 'application/json' } };
    });
    return { feed: { id: 'feed', title: 'Feed', updated: '2026-01-01T00:00:00Z', category, entry } };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
