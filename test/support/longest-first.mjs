import { relative } from 'node:path';
import TestSequencer from '@jest/test-sequencer';

/**
 * Seconds that the long files took on two quiet cores. Jest knows times only from its last run on the same machine, and goes by the size of the
 * files before: then a long one begins last, and one of two cores waits for it. A wrong figure costs time and nothing else.
 */
const SECONDS = {
  'test/browser/administration.spec.ts': 157,
  'test/browser/console.spec.ts': 180,
  'test/browser/guidance.spec.ts': 60,
  'test/browser/members.spec.ts': 157,
  'test/browser/portal.spec.ts': 174,
  'test/browser/public-pages.spec.ts': 23,
  'test/contracts/csaf-provider.spec.ts': 30,
  'test/faults/killed-often.spec.ts': 200,
  'test/faults/killed-once.spec.ts': 45,
  'test/faults/whole-product.spec.ts': 80,
  'test/integration/embedded/embedded.spec.ts': 39,
  'test/integration/outbox/worker.spec.ts': 37,
  'test/integration/renditions/round-trip.spec.ts': 37,
  'test/integration/subscriptions/agreement.spec.ts': 25,
  'test/integration/subscriptions/matching.spec.ts': 28,
  'test/journeys/command-line.spec.ts': 50,
  'test/journeys/import.spec.ts': 130,
  'test/journeys/main-job.spec.ts': 32,
  'test/journeys/public-subscription.spec.ts': 33,
  'test/journeys/sign-in.spec.ts': 42,
  'test/leaks/canary-sweep.spec.ts': 170,
  'test/leaks/desk-only.spec.ts': 23,
  'test/leaks/taxii.spec.ts': 29,
  'test/leaks/twin.spec.ts': 269,
};
const OTHERS_SECONDS = 5;

/** Starts the longest files first, also on a machine that has never run them. */
export default class LongestFirst extends TestSequencer {
  time(test) {
    const path = relative(process.cwd(), test.path).replaceAll('\\', '/');
    return super.time(test) ?? (SECONDS[path] ?? OTHERS_SECONDS) * 1_000;
  }
}
