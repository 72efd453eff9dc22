import { adminUrl } from './admin-url.js';
import { findBinaries } from './binaries.js';
import { createCluster } from './create-cluster.js';
import { openDataFolder, readOwner, superuserPassword, turnLogOver, writeOwner } from './data-folder.js';
import type { DataFolder } from './data-folder.js';
import { launchServer } from './launch-server.js';
import { identityOf, isAlive, isRunning } from './processes.js';
import { findServer, waitForAnswer } from './running-server.js';
import { serverAccount } from './server-account.js';
import { stopServer, whenEnded } from './stop-server.js';

export interface EmbeddedOptions {
  /** Made if it is missing. Holds the cluster, its log and its password, for the owner's eyes only. */
  readonly dataDir: string;
  /** `durable` keeps what it acknowledged; `test` is quick and loses everything with the machine. */
  readonly mode: 'durable' | 'test';
  /** A free one is taken if none is given. An adopted server keeps the one it has. */
  readonly port?: number;
}

/** A running server on 127.0.0.1. */
export interface EmbeddedPostgres {
  /** Superuser `postgres`, database `postgres`. A superuser passes row-level security by: for migrations and administration only. */
  readonly adminUrl: string;
  readonly port: number;
  /** `false` when another live process started it: then `stop` leaves it running. */
  readonly isOwned: boolean;
  /** Settles when the server has ended, by `stop` or by itself. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL of a data folder, or adopts the one that a killed process left running there. Throws a DomainError of kind
 * `unavailable` that says what to do.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const folder = openDataFolder(options.dataDir);
  const password = superuserPassword(folder);
  const adopted = await joinServer(folder, password);
  if (adopted !== undefined) return adopted;

  const binaries = findBinaries();
  const account = serverAccount(folder.cluster);
  await createCluster(folder, binaries, account, { password, isDurable: options.mode === 'durable' });
  turnLogOver(folder);
  const { pid, port } = await launchServer(folder, binaries, account, { ...options, password });
  writeOwner(folder, identityOf(process.pid));
  return running(pid, port, password, true);
}

async function joinServer(folder: DataFolder, password: string): Promise<EmbeddedPostgres | undefined> {
  const found = findServer(folder);
  if (found === undefined) return undefined;
  // One that is just shutting down, as after its parent was killed, is waited for and then started anew.
  const answer = await waitForAnswer(adminUrl(found.port, password), () => !isAlive(found.pid));
  if (answer === 'gone') return undefined;
  const owner = readOwner(folder);
  const isOwned = owner === undefined || !isRunning(owner);
  if (isOwned) writeOwner(folder, identityOf(process.pid));
  return running(found.pid, found.port, password, isOwned);
}

function running(pid: number, port: number, password: string, isOwned: boolean): EmbeddedPostgres {
  return {
    adminUrl: adminUrl(port, password),
    port,
    isOwned,
    ended: whenEnded(pid),
    stop: async () => {
      if (isOwned) await stopServer(pid);
    },
  };
}
