const RED_IDS: ReadonlySet<string> = new Set([
  /** TLP 1.0 (STIX 2.1 section 7.2.1.4) and TLP 2.0 (oasis-open/cti-stix-common-objects). */
  'marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed',
  'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1',
]);

type Json = Readonly<Record<string, unknown>>;

/** The ids of every marking among the objects that says TLP:RED, and of those that are known to. */
export function redMarkings(objects: readonly unknown[]): ReadonlySet<string> {
  const found = objects.filter(isRecord).filter((object) => object['type'] === 'marking-definition' && saysRed(object));
  return new Set([...RED_IDS, ...found.map(({ id }) => String(id))]);
}

/** Whether an object, or any part of it, is for named persons only: such a thing leaves by no machine, in no direction. */
export function isRed(object: Json, red: ReadonlySet<string>): boolean {
  const granular = listOf(object['granular_markings']).filter(isRecord);
  const refs = [object['id'], ...listOf(object['object_marking_refs'])];
  return [...refs, ...granular.map((each) => each['marking_ref'])].some((ref) => typeof ref === 'string' && red.has(ref));
}

function saysRed({ name, definition, extensions }: Json): boolean {
  const said = [
    typeof name === 'string' ? name.replace(/^\s*TLP\s*:\s*/i, '') : undefined,
    isRecord(definition) ? definition['tlp'] : undefined,
    ...(isRecord(extensions) ? Object.values(extensions).map((each) => (isRecord(each) ? each['tlp_2_0'] : undefined)) : []),
  ];
  return said.some((word) => typeof word === 'string' && word.trim().toLowerCase() === 'red');
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
