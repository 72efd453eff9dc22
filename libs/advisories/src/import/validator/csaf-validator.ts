import { DomainError, invalid } from '#libs/core';
import { CSAF_TEST_TITLES, FINDING_KINDS } from './csaf-tests.js';
import type { FindingKind } from './csaf-tests.js';
import { ValidatorProcess } from './validator-process.js';
import type { RawFinding, ValidationAnswer } from './validate-in-child.js';

/** All that one test found in one document. */
export interface CsafFinding {
  /** The section of CSAF 2.0, such as `6.1.11`, or `schema`. */
  readonly test: string;
  readonly kind: FindingKind;
  readonly title: string;
  readonly count: number;
  /** The first five, with JSON pointers into the document. */
  readonly examples: readonly { readonly path: string; readonly message: string }[];
}

export interface CsafValidation {
  /** Whether the document passes the schema and all mandatory tests. */
  readonly isValid: boolean;
  /** Gravest kind first, then in the order of the standard. */
  readonly findings: readonly CsafFinding[];
}

export interface CsafValidatorOptions {
  /** Processes, each with one document at a time; each needs about 130 MB. */
  readonly processes?: number;
  /** A document that takes longer, from when its process is ready, is tried once more and then not validated. */
  readonly timeoutMs?: number;
  /** How long a process may take to be ready; some seconds, on a busy machine many more. */
  readonly startMs?: number;
  /** Heap of one process; a document that needs more is refused. */
  readonly maxHeapMegabytes?: number;
  /** A process without work for so long is ended; the next document starts another. */
  readonly idleMs?: number;
}

const DEFAULTS: Required<CsafValidatorOptions> = {
  processes: 1,
  timeoutMs: 20_000,
  startMs: 180_000,
  maxHeapMegabytes: 320,
  idleMs: 120_000,
};
/** Of the refusal of a document that was not validated for want of time: no fault of its own. */
export const NOT_VALIDATED_IN_TIME = 'NOT_VALIDATED_IN_TIME';

/**
 * Validates CSAF 2.0 documents with the BSI's library (schema, mandatory, optional and informative tests of section 6 without 6.3.6, 6.3.7
 * and 6.3.8) in processes of its own: documents are hostile, loading takes a while, and neither may hold up the caller.
 */
export class CsafValidator {
  private readonly idle: ValidatorProcess[];
  private readonly waiting: ((process: ValidatorProcess) => void)[] = [];
  private readonly all: readonly ValidatorProcess[];

  constructor(options: CsafValidatorOptions = {}) {
    const settings = { ...DEFAULTS, ...options };
    this.all = Array.from({ length: settings.processes }, () => new ValidatorProcess(settings));
    this.idle = [...this.all];
  }

  /**
   * Validates one document, given as its JSON bytes. Throws `invalid` where it cannot be validated within the limits of memory, and
   * `unavailable` where it was not validated in time (NOT_VALIDATED_IN_TIME) and once the validator is closed.
   */
  async validate(bytes: Uint8Array): Promise<CsafValidation> {
    const process = this.idle.pop() ?? (await new Promise<ValidatorProcess>((resolve) => this.waiting.push(resolve)));
    try {
      return ranked(await answerOf(process, bytes));
    } finally {
      const next = this.waiting.shift();
      if (next) next(process);
      else this.idle.push(process);
    }
  }

  /** Ends the processes. Documents that wait or are being validated are answered with `unavailable`. */
  async close(): Promise<void> {
    await Promise.all(this.all.map((process) => process.close()));
  }

  /** Nest calls this when the application ends. */
  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }
}

/**
 * A process that died may have been killed from outside; a document that ends two of them is to blame. Where there was no time, the machine may be:
 * it is tried again with a fresh process.
 */
async function answerOf(process: ValidatorProcess, bytes: Uint8Array): Promise<ValidationAnswer> {
  const first = await process.ask(bytes);
  const isWorthAnother = first === 'died' || first === 'timed_out' || first === 'not_started';
  const outcome = isWorthAnother ? await process.ask(bytes) : first;
  if (typeof outcome === 'object' && 'isValid' in outcome) return outcome;
  if (outcome === 'closed') throw new DomainError('unavailable', 'VALIDATOR_CLOSED', 'The validator is shutting down.');
  if (outcome === 'timed_out' || outcome === 'not_started')
    throw new DomainError('unavailable', NOT_VALIDATED_IN_TIME, 'The document could not be validated in time. Import it again.');
  const received = typeof outcome === 'object' ? outcome.failed : 'more memory than it may use';
  throw invalid(
    [{ path: '', expected: 'a document that can be validated within the limits', received }],
    'The document cannot be validated.',
  );
}

function ranked({ isValid, findings }: ValidationAnswer): CsafValidation {
  const titled = findings.map((finding: RawFinding) => ({ ...finding, title: CSAF_TEST_TITLES[finding.test] ?? finding.test }));
  const rank = (finding: CsafFinding) => FINDING_KINDS.indexOf(finding.kind);
  return {
    isValid,
    findings: titled.sort((a, b) => rank(a) - rank(b) || a.test.localeCompare(b.test, 'en', { numeric: true })),
  };
}
