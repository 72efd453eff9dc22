/**
 * JSON in one spelling: keys sorted by code unit at every depth, no white space, absent fields left out. The same content gives the same
 * bytes, so that hashes, signatures and ETags stay as long as nothing changes (CSAF 2.0 section 5.3 asks for sorted keys).
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
