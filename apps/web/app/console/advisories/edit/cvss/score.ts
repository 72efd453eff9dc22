import calculator from 'ae-cvss-calculator';
import type { CalculatorVersion } from './cvss-metrics';

/** A preview of the score of a complete vector, 0.0 to 10.0; what counts is computed by the API when it is saved. */
export function scoreOf(vector: string, version: CalculatorVersion): number | undefined {
  try {
    const score =
      version === '4.0' ? new calculator.Cvss4P0(vector).calculateScores().overall : new calculator.Cvss3P1(vector).calculateScores().base;
    return score === undefined || Number.isNaN(score) ? undefined : score;
  } catch {
    return undefined; // A vector that the calculator does not read has no score.
  }
}
