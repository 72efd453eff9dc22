import type { ImportReport } from '#libs/advisories';

/** A batch may have thousands: a person reads the first, a program takes them all with --json. */
const SHOWN_REFUSALS = 50;
const SHOWN_FAULTS = 20;
const SHOWN_OBJECTS = 20;

/** What an import did, for a person: the counts, what was refused and why. */
export function describeReport(report: ImportReport, elapsedMs: number): string[] {
  const { imported, updated, unchanged, refused } = report;
  const all = imported.length + updated.length + unchanged.length + refused.length;
  const seconds = elapsedMs / 1_000;
  const counts = `${imported.length} imported, ${updated.length} updated, ${unchanged.length} unchanged, ${refused.length} refused`;
  const speed = `${seconds.toFixed(1)} s, ${(all / Math.max(seconds, 0.001)).toFixed(1)}/s`;
  return [
    `${all} ${all === 1 ? 'document' : 'documents'}: ${counts} (${speed})`,
    ...describeObjects(report),
    ...describeFaults(report),
    ...describeRefusals(report),
  ];
}

/** The report as a program reads it: every object once, under its document and advisory. */
export function reportForPrograms({ imported, updated, unchanged, refused, objects }: ImportReport): object {
  const brief = (outcomes: ImportReport['imported']) => outcomes.map((outcome) => ({ ...outcome, objects: undefined }));
  return { imported: brief(imported), updated: brief(updated), unchanged: brief(unchanged), refused, objects };
}

/** What was done with the objects of STIX and MISP documents. */
function describeObjects({ objects }: ImportReport): string[] {
  if (objects.length === 0) return [];
  const of = (treatment: string) => objects.filter((object) => object.treatment === treatment);
  const [used, kept, refused] = [of('used'), of('kept'), of('refused')];
  const counts = `${used.length} used, ${kept.length} kept in the original only, ${refused.length} refused`;
  const left = [...refused, ...kept];
  const lines = left.slice(0, SHOWN_OBJECTS).map(({ source, place, type, detail }) => `  ${source} ${place} (${type}): ${detail}`);
  const more = left.length > SHOWN_OBJECTS ? [`  … and ${left.length - SHOWN_OBJECTS} more; --json lists them all`] : [];
  return [`${objects.length} objects in them: ${counts}`, ...lines, ...more];
}

/** Real documents break rules of their standard: it is told, and nothing is refused for it. */
function describeFaults({ imported, updated }: ImportReport): string[] {
  const faulty = [...imported, ...updated].filter(({ isValid }) => !isValid);
  if (faulty.length === 0) return [];
  const lines = faulty.slice(0, SHOWN_FAULTS).map(({ source, trackingId }) => `  ${source} (${trackingId})`);
  const more = faulty.length > SHOWN_FAULTS ? [`  … and ${faulty.length - SHOWN_FAULTS} more; --json marks them all`] : [];
  return [`${faulty.length} of them break a rule of their standard; what was found is kept with each:`, ...lines, ...more];
}

function describeRefusals({ refused }: ImportReport): string[] {
  if (refused.length === 0) return [];
  const lines = refused
    .slice(0, SHOWN_REFUSALS)
    .flatMap(({ source, place, reason }) => [`  ${source}`, `    ${place === undefined ? '' : `${place}: `}${reason}`]);
  const more = refused.length > SHOWN_REFUSALS ? [`  … and ${refused.length - SHOWN_REFUSALS} more; --json lists them all`] : [];
  return ['Refused:', ...lines, ...more];
}
