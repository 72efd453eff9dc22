import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { embeddedUnavailable } from './embedded.errors.js';

interface Person {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root. This says as whom it runs, and how that is brought about. */
export interface ServerAccount {
  /** Set where the process itself changes its user. */
  readonly person?: Person;
  /** Programs in front of the server's own that change its user (unshare) or tie it to our life (setpriv). */
  readonly prefix: readonly string[];
  /** Gives a path, and all in it, to the account; nothing to do where files stay ours. */
  own(path: string): void;
}

/**
 * As a user: that user. As root: the owner of an existing cluster, else root itself in a user namespace, where it is called
 * nobody and the files stay root's; and where namespaces are forbidden, as in many containers, `postgres` or `nobody`.
 */
export function serverAccount(cluster: string): ServerAccount {
  const tie = diesWithParent() ? ['setpriv', '--pdeathsig', 'INT'] : [];
  if (process.getuid?.() !== 0) return { prefix: tie, own: () => undefined };

  const owner = existsSync(cluster) ? statSync(cluster) : undefined;
  if (owner !== undefined && owner.uid !== 0) return asPerson({ uid: owner.uid, gid: owner.gid }, tie, cluster);

  const people = listedPeople();
  const nobody = people.get('nobody') ?? people.get('daemon');
  if (nobody !== undefined) {
    const unshare = ['unshare', '--user', `--map-user=${nobody.uid}`, `--map-group=${nobody.gid}`];
    // Entering the namespace clears the death signal, so the tie stands behind it.
    if (runs([...unshare, ...tie, 'true'])) return { prefix: [...unshare, ...tie], own: () => undefined };
  }
  const person = people.get('postgres') ?? people.get('nobody');
  if (person === undefined) {
    throw embeddedUnavailable(
      'EMBEDDED_NO_ACCOUNT',
      'PostgreSQL does not run as root, and there is neither a user "postgres" nor "nobody". Start as an ordinary user, or set DATABASE_URL.',
    );
  }
  return asPerson(person, tie, cluster);
}

function asPerson(person: Person, prefix: readonly string[], cluster: string): ServerAccount {
  // The person must be able to walk through the data folder to the cluster; each secret in it is closed by its own mode.
  const dataFolder = dirname(cluster);
  chmodSync(dataFolder, statSync(dataFolder).mode | 0o011);
  return {
    person,
    prefix,
    own: (path) => {
      ownTree(path, person);
    },
  };
}

function ownTree(path: string, person: Person): void {
  const entry = lstatSync(path);
  if (entry.isDirectory()) for (const name of readdirSync(path)) ownTree(join(path, name), person);
  if (!entry.isSymbolicLink()) chownSync(path, person.uid, person.gid);
}

/** A server that outlives a killed parent would hold the data folder; Linux can send it SIGINT (a clean, quick shutdown) instead. */
function diesWithParent(): boolean {
  return process.platform === 'linux' && runs(['setpriv', '--pdeathsig', 'INT', 'true']);
}

function runs([file = '', ...args]: readonly string[]): boolean {
  return spawnSync(file, args, { stdio: 'ignore', timeout: 10_000 }).status === 0;
}

/** Only users of the passwd file: the server looks its own name up there. */
function listedPeople(): ReadonlyMap<string, Person> {
  const lines = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8').split('\n') : [];
  return new Map(
    lines.map((line) => {
      const [name = '', , uid, gid] = line.split(':');
      return [name, { uid: Number(uid), gid: Number(gid) }];
    }),
  );
}
