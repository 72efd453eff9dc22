import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/**
 * Installs packages that only a measurement needs into a folder of their own, never with the product and never in its lockfile; answers with the
 * folder, or with the reason why they cannot be had. PEERS_DIR says where; what is there already is taken.
 */
export function installPeer(name: string, packages: Readonly<Record<string, string>>): { folder: string } | { reason: string } {
  const folder = join(process.env['PEERS_DIR'] ?? join(tmpdir(), `harbourlight-peers-${userInfo().uid}`), name);
  mkdirSync(folder, { recursive: true });
  const wanted = JSON.stringify({ name: `peer-${name}`, private: true, type: 'module', dependencies: packages });
  writeFileSync(join(folder, 'package.json'), wanted);
  if (Object.keys(packages).every((each) => existsSync(join(folder, 'node_modules', each, 'package.json')))) return { folder };
  process.stdout.write(`  installing ${Object.keys(packages).join(', ')} into ${folder}\n`);
  const words = ['install', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
  const { status, stderr } = spawnSync('npm', words, { cwd: folder, encoding: 'utf8', timeout: 300_000 });
  if (status === 0) return { folder };
  return {
    reason: `npm install of ${Object.keys(packages).join(', ')} failed: ${stderr.trim().split('\n').at(-1)?.slice(0, 120) ?? 'no reason given'}`,
  };
}
