import { existsSync, readFileSync } from 'node:fs';

/** Reads Jest's JSON report: how many passed and failed, and the names of those that were skipped. */
export function readJestResult(file) {
  if (!existsSync(file)) throw new Error('Jest ended without a result.');
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: tests.filter(({ status }) => status !== 'passed' && status !== 'failed').map(({ fullName }) => fullName),
  };
}
