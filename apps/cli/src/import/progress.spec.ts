import { describe, expect, it } from '@jest/globals';
import { RecordedTerminal } from '../../../../test/support/recorded-terminal.js';
import { ImportProgress, progressLine } from './progress.js';

describe('the progress of an import', () => {
  it('tells how many are done, how fast and for how long still', () => {
    expect(progressLine(50, 150, 1_000)).toBe('50 of 150 documents, 50/s, 2 s left');
    expect(progressLine(150, 150, 3_000)).toBe('150 of 150 documents, 50/s');
    expect(progressLine(5, 1_000, 1_000)).toBe('5 of 1000 documents, 5.0/s, 3 min 19 s left');
  });

  it('names no rate before there is one, and no end where none is known', () => {
    expect(progressLine(1, 150, 20)).toBe('1 of 150 documents');
    expect(progressLine(100, undefined, 2_000)).toBe('100 documents, 50/s');
  });

  it('writes one line over and over on a terminal, at most ten times a second, and takes it away in the end', () => {
    const terminal = new RecordedTerminal(true);
    let nowMs = 0;
    const progress = new ImportProgress(terminal, () => nowMs);
    for (let done = 1; done <= 100; done += 1) {
      nowMs = done * 10;
      progress.tell(done, 100);
    }
    progress.end();
    expect(terminal.said).toEqual([]);
    expect(terminal.rewritten.length).toBeLessThanOrEqual(13);
    expect(terminal.rewritten.at(-2)).toBe('100 of 100 documents, 100/s');
    expect(terminal.rewritten.at(-1)).toBe('');
  });

  it('writes a line for every hundred documents where it cannot write over one', () => {
    const terminal = new RecordedTerminal(false);
    let nowMs = 0;
    const progress = new ImportProgress(terminal, () => nowMs);
    for (let done = 1; done <= 250; done += 1) {
      nowMs = done * 20;
      progress.tell(done, 250);
    }
    progress.end();
    expect(terminal.said).toEqual(['100 of 250 documents, 50/s, 3 s left', '200 of 250 documents, 50/s, 1 s left']);
    expect(terminal.rewritten).toEqual([]);
  });
});
