import { describe, expect, it } from '@jest/globals';
import { readConfig } from '#libs/config';
import { RecordedTerminal } from '../../../test/support/recorded-terminal.js';
import { runCommandLine } from './run-command-line.js';

/** Nothing answers there: what a command refuses before it asks the database, it refuses here too. */
const NOWHERE = { DATABASE_URL: 'postgresql://harbourlight:very-secret@127.0.0.1:1/none', SECRET_KEY: 's'.repeat(32) };

async function run(args: readonly string[], environment: Record<string, string> = {}) {
  const terminal = new RecordedTerminal();
  const code = await runCommandLine(args, terminal, () => readConfig({ ...NOWHERE, ...environment }));
  return { code, answer: terminal.answer, said: terminal.said.join('\n') };
}

describe('the command line', () => {
  it('explains itself, and every command does', async () => {
    const { code, answer } = await run(['--help']);
    const commands = ['import', 'token', 'user', 'organisation', 'refresh', 'deliveries', 'mail', 'audit', 'doctor', 'migrate', 'demo'];
    expect(code).toBe(0);
    for (const command of commands) {
      expect(answer.join('\n')).toMatch(new RegExp(`^  ${command} `, 'm'));
      expect(await run([command, '--help'])).toMatchObject({ code: 0, said: '' });
    }
  });

  it.each([
    [['frobnicate'], "unknown command 'frobnicate'"],
    [['import'], "missing required argument 'path'"],
    [['import', 'x', '--frob'], "unknown option '--frob'"],
    [['import', 'x', '--label', 'PURPLE'], 'CLEAR, GREEN, AMBER, AMBER+STRICT, RED'],
    [['import', 'x'], "required option '--as <email>' not specified"],
    [['token', 'create'], "required option '--as <email>' not specified"],
    [['refresh', 'nvd'], 'kev, epss'],
    [['deliveries', 'replay', '--endpoint', 'x', '--from', '2026-01-01', '--to', 'now'], '2026-01-31T12:00:00+08:00'],
    [['audit', 'verify', '--checkpoint', 'abc'], 'an earlier run printed'],
  ])('ends with 2 and says what is wrong where it is used wrongly: %j', async (args, reason) => {
    const { code, answer, said } = await run(args);
    expect({ code, answer }).toEqual({ code: 2, answer: [] });
    expect(said).toContain(reason);
    expect(said).toContain('--help');
  });

  it('ends with 1 and one clear reason where the database does not answer, and never shows a password or a stack', async () => {
    const { code, answer, said } = await run(['token', 'create', '--as', 'a@b.example']);
    expect({ code, answer }).toEqual({ code: 1, answer: [] });
    expect(said).toContain('The database cannot be reached');
    expect(said).toContain('doctor');
    expect(said).not.toMatch(/very-secret|node_modules|\bat .*:\d+:\d+/);
  });

  it('prints the demonstration accounts without asking the database', async () => {
    const { code, answer } = await run(['demo', 'accounts']);
    expect(code).toBe(0);
    expect(answer.filter((line) => /^\S+@\S+\.example/.test(line))).toHaveLength(8);
    expect(answer.join('\n')).toContain('npm run cli -- token create');
  });

  it('prints six digits for a demonstration account, and says which accounts there are for another', async () => {
    expect((await run(['demo', 'code', 'Analyst@cert.example'])).answer.join()).toMatch(/^\d{6}$/);
    expect(await run(['demo', 'code', 'somebody@else.example'])).toMatchObject({ code: 1 });
  });

  it('puts no demonstration into an installation that is none', async () => {
    const { code, said } = await run(['demo', 'seed'], { DEMO: 'false' });
    expect(code).toBe(1);
    expect(said).toContain('DEMO=true');
  });
});
