import type { ImportReport } from '#libs/advisories';

/** A batch may have thousands: a person reads the first, a program takes them all with --json. */
const SHOWN_REFUSALS = 50;
const SHOWN_FAULTS = 20;

/** What an import did, for a person: the counts, what was refused and why. */
export function describeReport(report: ImportReport, elapsedMs: number): string[] {
  const { imported, updated, unchanged, refused } = report;
  const all = imported.length + updated.length + unchanged.length + refused.length;
  const seconds = elapsedMs / 1_000;
  const counts = `${imported.length} imported, ${updated.length} updated, ${unchanged.length} unchanged, ${refused.length} refused`;
  const speed = `${seconds.toFixed(1)} s, ${(all / Math.max(seconds, 0.001)).toFixed(1)}/s`;
  return [`${all} ${all === 1 ? 'document' : 'documents'}: ${counts} (${speed})`, ...describeFaults(report), ...describeRefusals(report)];
}

/** Real documents break rules of their standard: it is told, and nothing is refused for it. */
function describeFaults({ imported, updated }: ImportReport): string[] {
  const faulty = [...imported, ...updated].filter(({ isValid }) => !isValid);
  if (faulty.length === 0) return [];
  const lines = faulty.slice(0, SHOWN_FAULTS).map(({ source, trackingId }) => `  ${source} (${trackingId})`);
  const more = faulty.length > SHOWN_FAULTS ? [`  … and ${faulty.length - SHOWN_FAULTS} more; --json marks them all`] : [];
  return [
    `${faulty.length} of them break the schema or a mandatory test of CSAF 2.0; what was found is kept with each:`,
    ...lines,
    ...more,
  ];
}

function describeRefusals({ refused }: ImportReport): string[] {
  if (refused.length === 0) return [];
  const lines = refused
    .slice(0, SHOWN_REFUSALS)
    .flatMap(({ source, place, reason }) => [`  ${source}`, `    ${place === undefined ? '' : `${place}: `}${reason}`]);
  const more = refused.length > SHOWN_REFUSALS ? [`  … and ${refused.length - SHOWN_REFUSALS} more; --json lists them all`] : [];
  return ['Refused:', ...lines, ...more];
}
