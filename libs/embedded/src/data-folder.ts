import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openDataFolder as makeDataFolder, randomSecret } from '#libs/core';
import { embeddedUnavailable } from './embedded.errors.js';
import type { ProcessIdentity } from './processes.js';

const KEEP_LOG_BYTES = 10_000_000;
const OWNER_ONLY = 0o600;

/** Where everything of one embedded server lies. */
export interface DataFolder {
  readonly path: string;
  readonly cluster: string;
  readonly log: string;
}

export function openDataFolder(dataDir: string): DataFolder {
  const path = resolve(dataDir);
  makeDataFolder(path);
  return { path, cluster: join(path, 'postgres'), log: join(path, 'postgres.log') };
}

/** The superuser's password: made once, then the only one the cluster accepts. */
export function superuserPassword(folder: DataFolder): string {
  const file = join(folder.path, 'secrets.json');
  const kept = existsSync(file) ? readSecrets(file) : {};
  if (typeof kept['postgresPassword'] === 'string') return kept['postgresPassword'];
  if (existsSync(folder.cluster)) {
    throw embeddedUnavailable(
      'EMBEDDED_PASSWORD_LOST',
      `${file} no longer holds the password of the database in ${folder.cluster}. Restore the file, or move the data folder away to begin anew.`,
    );
  }
  const postgresPassword = randomSecret();
  replaceFile(file, JSON.stringify({ ...kept, postgresPassword }));
  return postgresPassword;
}

function readSecrets(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  } catch (cause) {
    throw embeddedUnavailable('EMBEDDED_DATA_FOLDER', `Cannot read ${file}. Start as the owner of the data folder.`, cause);
  }
}

/** The process that started the server and will stop it; the server of an owner that is gone is free to be adopted. */
export function readOwner(folder: DataFolder): ProcessIdentity | undefined {
  const file = ownerFile(folder);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity) : undefined;
}

export function writeOwner(folder: DataFolder, owner: ProcessIdentity): void {
  replaceFile(ownerFile(folder), JSON.stringify(owner));
}

/** Begins a new log when the last has grown large; one older log is kept. */
export function turnLogOver(folder: DataFolder): void {
  if (logSize(folder) > KEEP_LOG_BYTES) renameSync(folder.log, `${folder.log}.1`);
}

export function logSize(folder: DataFolder): number {
  return existsSync(folder.log) ? statSync(folder.log).size : 0;
}

/** The last lines that the server wrote to its log after `sinceBytes`, for an error that a person reads. */
export function lastOfLog(folder: DataFolder, sinceBytes: number, lines = 8): string {
  if (!existsSync(folder.log)) return '';
  return readFileSync(folder.log).subarray(sinceBytes).toString('utf8').trimEnd().split('\n').slice(-lines).join('\n');
}

function ownerFile(folder: DataFolder): string {
  return join(folder.path, 'postgres.owner.json');
}

/** Never seen half written. */
function replaceFile(file: string, text: string): void {
  writeFileSync(`${file}.${process.pid}`, text, { mode: OWNER_ONLY });
  renameSync(`${file}.${process.pid}`, file);
}
