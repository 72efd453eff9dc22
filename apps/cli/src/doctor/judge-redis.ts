import type { Finding } from './finding.js';

const SUBJECT = 'queue';
/** What BullMQ asks for. */
const OLDEST_REDIS = [6, 2] as const;

/** What `INFO` says of the settings on which it depends whether Redis forgets. */
export function judgeRedis(info: string): Finding[] {
  const value = (key: string) => new RegExp(`^${key}:(.*)$`, 'm').exec(info)?.[1]?.trim();
  const version = value('redis_version') ?? 'unknown';
  const found: Finding[] = [{ status: 'ok', subject: SUBJECT, text: `Redis ${version} answers` }];
  const say = (status: 'warn' | 'fail', text: string, advice: string) => found.push({ status, subject: SUBJECT, text, advice });
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < OLDEST_REDIS[0] || (major === OLDEST_REDIS[0] && minor < OLDEST_REDIS[1]))
    say('fail', 'it is older than Redis 6.2', 'Upgrade it.');
  const policy = value('maxmemory_policy');
  if (policy !== 'noeviction')
    say('fail', `its maxmemory-policy is ${policy ?? 'not told'}: it may forget jobs`, 'Set maxmemory-policy noeviction.');
  if (value('aof_enabled') !== '1') say('fail', 'it keeps no append-only file: killed, it forgets all jobs', 'Set appendonly yes.');
  if (value('role') === 'slave') say('fail', 'it is a replica', 'Let REDIS_URL name the primary.');
  return found;
}
