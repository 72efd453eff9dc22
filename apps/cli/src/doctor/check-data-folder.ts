import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '#libs/config';
import type { Finding } from './finding.js';

const SUBJECT = 'data folder';
const LITTLE_BYTES = 2_000_000_000;
const NOTHING_BYTES = 200_000_000;
/** For their owner's eyes alone. */
const SECRET_FILES = ['secret-key', 'secrets.json', 'running.json'];
const READABLE_BY_OTHERS = 0o077;

/** The folder of captured mail, of logs, and of the embedded database where there is one. */
export function checkDataFolder({ dataDir }: Config): Finding[] {
  if (!existsSync(dataDir))
    return [
      {
        status: 'warn',
        subject: SUBJECT,
        text: `${dataDir} does not exist`,
        advice: 'It is made at the first start; set DATA_DIR where it should be another one.',
      },
    ];
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return [
      {
        status: 'fail',
        subject: SUBJECT,
        text: `${dataDir} cannot be written`,
        advice: 'Give it to the account that runs Harbourlight, or set DATA_DIR.',
      },
    ];
  }
  const open = process.platform === 'win32' ? [] : SECRET_FILES.filter((name) => isOpen(join(dataDir, name)));
  return [
    space(dataDir),
    ...open.map((name): Finding => ({
      status: 'fail',
      subject: SUBJECT,
      text: `others may read ${name}`,
      advice: `chmod 600 ${join(dataDir, name)}`,
    })),
  ];
}

function space(dataDir: string): Finding {
  const { bavail, bsize } = statfsSync(dataDir);
  const freeBytes = bavail * bsize;
  const what = existsSync(join(dataDir, 'postgres')) ? 'holds the embedded database; ' : '';
  const text = `${dataDir}: ${what}${(freeBytes / 1e9).toFixed(1)} GB free`;
  if (freeBytes > LITTLE_BYTES) return { status: 'ok', subject: SUBJECT, text };
  return {
    status: freeBytes > NOTHING_BYTES ? 'warn' : 'fail',
    subject: SUBJECT,
    text,
    advice: 'Make room: a full disk stops every publication.',
  };
}

function isOpen(file: string): boolean {
  return existsSync(file) && (statSync(file).mode & READABLE_BY_OTHERS) !== 0;
}
