import { describe, expect, it } from '@jest/globals';
import { JOB_NAMES, JOB_OF_EVENT, JOBS, QUEUES } from './jobs.js';
import type { JobName } from './jobs.js';
import type { Processor } from './processors/processor.js';
import { oneForEach } from './queue/job-workers.js';
import { SCHEDULES } from './schedules.js';

function processorsOf(names: readonly JobName[]): Processor[] {
  return names.map((job) => ({ job, process: () => Promise.resolve() }));
}

describe('the table of jobs', () => {
  it('lets a worker start when each job has one processor', () => {
    expect([...oneForEach(processorsOf(JOB_NAMES)).keys()].sort()).toEqual([...JOB_NAMES].sort());
  });

  it('stops the start on a job without a processor, or with two', () => {
    expect(() => oneForEach(processorsOf(JOB_NAMES.slice(1)))).toThrow(`the job "${JOB_NAMES[0] ?? ''}" has 0 processors`);
    expect(() => oneForEach(processorsOf([...JOB_NAMES, 'plan-deliveries']))).toThrow('the job "plan-deliveries" has 2 processors');
  });

  it('names known queues, and gives every event and every schedule a job that fits', () => {
    for (const { queue } of Object.values(JOBS)) expect(Object.keys(QUEUES)).toContain(queue);
    for (const job of Object.values(JOB_OF_EVENT)) expect(JOBS[job].payload).toBe('event');
    for (const { job } of SCHEDULES) expect(JOBS[job].payload).toBe('none');
    const scheduledOrAsked = new Set<string>([...Object.values(JOB_OF_EVENT), ...SCHEDULES.map(({ job }) => job)]);
    expect(JOB_NAMES.filter((name) => !scheduledOrAsked.has(name))).toEqual([]);
  });
});
