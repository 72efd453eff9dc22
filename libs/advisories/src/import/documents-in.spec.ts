import { execFileSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { gzipSync, createGzip } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pack } from 'tar-stream';
import type { Header } from 'tar-stream';
import { DOCUMENT_LIMITS } from './document-in.js';
import type { DocumentLimits } from './document-in.js';
import { documentsIn } from './documents-in.js';

const real = new URL('../../../../test/fixtures/csaf/real/', import.meta.url).pathname;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'documents-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Found {
  readonly source: string;
  readonly text?: string;
  readonly refused?: string;
}

async function found(path: string, limits: Partial<DocumentLimits> = {}): Promise<Found[]> {
  const all: Found[] = [];
  for await (const document of documentsIn(path, { ...DOCUMENT_LIMITS, ...limits })) {
    const source = document.source.replace(path, '').replace(/^[/!]/, '');
    if ('refused' in document) all.push({ source, refused: document.refused });
    else all.push({ source, text: Buffer.from(await document.read()).toString() });
  }
  return all;
}

/** A `.tar.gz` of these entries, each a header and its content. */
async function archiveOf(name: string, entries: readonly (readonly [Partial<Header> & Pick<Header, 'name'>, string?])[]): Promise<string> {
  const tar = pack();
  for (const [header, content] of entries) {
    if (content === undefined) tar.entry(header);
    else tar.entry(header, content);
  }
  tar.finalize();
  const path = join(folder, name);
  await pipeline(tar, createGzip(), createWriteStream(path));
  return path;
}

describe('the documents of a file', () => {
  it('are the file itself', async () => {
    await writeFile(join(folder, 'one.json'), '{}');
    expect(await found(join(folder, 'one.json'))).toEqual([{ source: '', text: '{}' }]);
  });

  it('are refused when it is too large, and an error when it is absent', async () => {
    expect((await found(join(folder, 'one.json'), { maxEntryBytes: 1 }))[0]?.refused).toMatch(
      /^It has 2 bytes; at most 1 are read\. Split it/,
    );
    await expect(found(join(folder, 'absent.json'))).rejects.toMatchObject({ kind: 'invalid' });
  });
});

describe('the documents of a folder', () => {
  it('are its JSON files at every depth, in order', async () => {
    const root = join(folder, 'tree');
    await mkdir(join(root, 'b/c'), { recursive: true });
    await Promise.all(['z.json', 'a.JSON', 'b/c/x.json', 'b/y.txt'].map((name) => writeFile(join(root, name), name)));
    expect((await found(root)).map(({ source }) => source)).toEqual(['a.JSON', 'b/c/x.json', 'z.json']);
  });

  it('do not include what a symbolic link shows of the world outside, nor go round in circles', async () => {
    const root = join(folder, 'links');
    await mkdir(join(root, 'inner'), { recursive: true });
    await writeFile(join(folder, 'secret.json'), 'secret');
    await writeFile(join(root, 'inner/x.json'), 'x');
    await symlink('../secret.json', join(root, 'a.json'));
    await symlink('/etc/passwd', join(root, 'b.json'));
    await symlink('inner/x.json', join(root, 'c.json'));
    await symlink('..', join(root, 'inner/loop'));
    await symlink('nowhere', join(root, 'd.json'));
    const outside = 'It is a symbolic link that leads out of the folder.';
    expect(await found(root)).toEqual([
      { source: 'a.json', refused: outside },
      { source: 'b.json', refused: outside },
      { source: 'c.json', text: 'x' },
      { source: 'd.json', refused: outside },
      { source: 'inner/loop', refused: 'It is a symbolic link to a folder, which is not followed.' },
      { source: 'inner/x.json', text: 'x' },
    ]);
  });

  it('are named as refused where they are packed, and not left out without a word', async () => {
    const root = join(folder, 'packed');
    await mkdir(root);
    await Promise.all(['a.json', 'b.json.gz', 'c.tar.gz', 'd.csaf', 'a.json.asc'].map((name) => writeFile(join(root, name), name)));
    expect(await found(root)).toEqual([
      { source: 'a.json', text: 'a.json' },
      ...['b.json.gz', 'c.tar.gz', 'd.csaf'].map((source) => ({
        source,
        refused: expect.stringContaining('unpack or rename it'),
      })),
    ]);
  });

  it('do not wait for ever on a pipe that is named like a document', async () => {
    const root = join(folder, 'pipes');
    await mkdir(root);
    execFileSync('mkfifo', [join(root, 'pipe.json')]);
    await expect(found(root)).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('end with a refusal where there are too many', async () => {
    expect((await found(join(folder, 'tree'), { maxEntries: 2 })).at(-1)?.refused).toBe('There are more than 2 files.');
  });

  it('are all the real ones', async () => {
    expect((await found(real)).filter(({ text }) => text?.startsWith('{')).length).toBeGreaterThanOrEqual(150);
  });
});

describe('the documents of an archive', () => {
  it('are the same as those of the folder it was made of', async () => {
    const path = join(folder, 'real.tar.gz');
    execFileSync('tar', ['-czf', path, '--sort=name', '-C', real, '.']);
    const inArchive = await found(path);
    const inFolder = await found(real);
    const texts = (all: readonly Found[]) => all.map(({ text }) => text).sort();
    expect(texts(inArchive)).toEqual(texts(inFolder));
    expect(inArchive.length).toBeGreaterThanOrEqual(150);
  });

  it('are read from a plain .tar too', async () => {
    const path = join(folder, 'plain.tar');
    execFileSync('tar', ['-cf', path, '-C', join(folder, 'tree'), '.']);
    expect((await found(path)).map(({ text }) => text).sort()).toEqual(['a.JSON', 'b/c/x.json', 'z.json']);
  });

  it('are named as refused where they are packed once more', async () => {
    const path = await archiveOf('packed.tar.gz', [
      [{ name: 'a.json' }, 'a'],
      [{ name: 'b.json.gz' }, 'b'],
      [{ name: 'a.json.asc' }, 'c'],
    ]);
    expect(await found(path)).toEqual([
      expect.objectContaining({ text: 'a' }),
      expect.objectContaining({ refused: expect.stringContaining('unpack or rename it') }),
    ]);
  });

  it('never include what leads out of it, links and devices, and the others are read', async () => {
    const path = await archiveOf('hostile.tar.gz', [
      [{ name: '../up.json' }, 'x'],
      [{ name: 'a/../../up.json' }, 'x'],
      [{ name: '/etc/absolute.json' }, 'x'],
      [{ name: 'c:\\windows.json' }, 'x'],
      [{ name: 'link.json', type: 'symlink', linkname: '/etc/passwd' }],
      [{ name: 'hard.json', type: 'link', linkname: 'good.json' }],
      [{ name: 'device.json', type: 'character-device' }],
      [{ name: 'pipe.json', type: 'fifo' }],
      [{ name: 'folder', type: 'directory' }],
      [{ name: 'readme.txt' }, 'x'],
      [{ name: './folder/good.json' }, 'good'],
    ]);
    const all = await found(path);
    expect(all.filter(({ text }) => text !== undefined)).toEqual([{ source: './folder/good.json', text: 'good' }]);
    expect(all.filter(({ refused }) => refused !== undefined)).toHaveLength(8);
  });

  it('are refused one by one where they are too large', async () => {
    const path = await archiveOf('large.tar.gz', [
      [{ name: 'large.json' }, 'x'.repeat(2000)],
      [{ name: 'small.json' }, 'x'],
    ]);
    expect(await found(path, { maxEntryBytes: 1000 })).toEqual([
      { source: 'large.json', refused: 'It has 2000 bytes; at most 1000 are read.' },
      { source: 'small.json', text: 'x' },
    ]);
  });

  it('end with a refusal where the archive is a bomb, long before it is unpacked', async () => {
    const zeros = Buffer.alloc(15_000_000).toString('latin1');
    const path = await archiveOf(
      'bomb.tar.gz',
      Array.from({ length: 20 }, (_, index) => [{ name: `${index}.txt` }, zeros] as const),
    );
    const all = await found(path);
    expect(all).toEqual([{ source: '', refused: expect.stringContaining('It unpacks to more than 200 times its size.') as unknown }]);
    expect(Number(/ (\d+) entries/.exec(all[0]?.refused ?? '')?.[1])).toBeLessThan(6);
  });

  it('end with a refusal where it unpacks to too much, or has too many entries', async () => {
    const entries = Array.from({ length: 30 }, (_, index) => [{ name: `${index}.json` }, 'x'.repeat(5000)] as const);
    const path = await archiveOf('many.tar.gz', entries);
    expect((await found(path, { maxEntries: 10 })).at(-1)?.refused).toBe('It has more than 10 entries. 11 entries were read before.');
    expect((await found(path, { maxTotalBytes: 50_000 })).at(-1)?.refused).toContain('It unpacks to more than 50000 bytes.');
  });

  it('stand as far as they could be read where the archive is cut off or no archive at all', async () => {
    const path = join(folder, 'cut.tar');
    const entries = Array.from({ length: 5 }, (_, index) => [{ name: `${index}.json` }, 'x'] as const);
    const whole = execFileSync('gzip', ['-dc', await archiveOf('whole.tar.gz', entries)]);
    await writeFile(path, whole.subarray(0, 3 * 1024 + 200));
    const all = await found(path);
    expect(all.slice(0, -1).map(({ text }) => text)).toEqual(['x', 'x', 'x']);
    expect(all.at(-1)?.refused).toContain('It is damaged');
    for (const bytes of [Buffer.from('no archive'), gzipSync('no archive').subarray(0, 15), gzipSync('x'.repeat(2000))]) {
      await writeFile(join(folder, 'bad.tgz'), bytes);
      expect((await found(join(folder, 'bad.tgz')))[0]?.refused).toContain('It is damaged');
    }
  });

  it('leave nothing open when the reader stops half-way', async () => {
    const path = join(folder, 'real.tar.gz');
    for (let round = 0; round < 50; round += 1) {
      for await (const document of documentsIn(path)) {
        expect(document.source).toContain('!');
        break;
      }
    }
  });
});
