/** The base metrics of a version, in the order of its vector string, each with its values (FIRST: 3.1 table 15, 4.0 table 23). */
export const BASE_METRICS = {
  '3.1': { AV: 'NALP', AC: 'LH', PR: 'NLH', UI: 'NR', S: 'UC', C: 'HLN', I: 'HLN', A: 'HLN' },
  '4.0': { AV: 'NALP', AC: 'LH', AT: 'NP', PR: 'NLH', UI: 'NPA', VC: 'HLN', VI: 'HLN', VA: 'HLN', SC: 'HLN', SI: 'HLN', SA: 'HLN' },
} as const;
export type CalculatorVersion = keyof typeof BASE_METRICS;
export const CALCULATOR_VERSIONS = Object.keys(BASE_METRICS) as CalculatorVersion[];

export interface Metric {
  readonly name: string;
  readonly values: readonly string[];
}

export function metricsOf(version: CalculatorVersion): Metric[] {
  return Object.entries(BASE_METRICS[version]).map(([name, values]) => ({ name, values: values.split('') }));
}

/** What was chosen, by metric. */
export type Chosen = Readonly<Record<string, string>>;

/** Reads the metrics of a vector string; what it does not know is kept as it stands. Undefined where the vector is of another version. */
export function readVector(vector: string, version: CalculatorVersion): Chosen | undefined {
  const [prefix, ...parts] = vector.trim().split('/');
  if (prefix !== `CVSS:${version}`) return undefined;
  return Object.fromEntries(parts.flatMap((part) => (/^[A-Z]+:[A-Z]+$/iu.test(part) ? [part.split(':') as [string, string]] : [])));
}

/** The first metric that a vector has more than once; it then has no score. */
export function twiceIn(vector: string): string | undefined {
  const names = vector.trim().split('/').slice(1).map((part) => part.split(':')[0] ?? ''); // prettier-ignore
  return names.find((name, at) => name !== '' && names.indexOf(name) !== at);
}

/** The vector string of what was chosen: base metrics in their order, then what else the vector had. */
export function writeVector(chosen: Chosen, version: CalculatorVersion): string {
  const base = metricsOf(version).map(({ name }) => name);
  const others = Object.keys(chosen).filter((name) => !base.includes(name));
  const parts = [...base, ...others].flatMap((name) => (chosen[name] ? [`${name}:${chosen[name]}`] : []));
  return [`CVSS:${version}`, ...parts].join('/');
}

/** Base metrics that are not chosen yet, or have a value that there is not. */
export function missingIn(chosen: Chosen, version: CalculatorVersion): string[] {
  return metricsOf(version).flatMap(({ name, values }) => (values.includes(chosen[name] ?? '') ? [] : [name]));
}

export function isCalculatorVersion(text: string): text is CalculatorVersion {
  return CALCULATOR_VERSIONS.some((version) => version === text);
}
