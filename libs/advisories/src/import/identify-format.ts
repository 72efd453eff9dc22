/** The formats in which advisories are imported. */
export const IMPORT_FORMATS = ['csaf', 'stix', 'misp'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];
export type DocumentFormat = ImportFormat | 'unknown';

/** Recognises a format from parsed JSON, by the fields that its specification requires or that real documents have. */
export function identifyFormat(json: unknown): DocumentFormat {
  if (Array.isArray(json)) return json.some(isMispEvent) ? 'misp' : json.some(isStixObject) ? 'stix' : 'unknown';
  if (!isRecord(json)) return 'unknown';
  const { document } = json;
  if (isRecord(document) && ('csaf_version' in document || isRecord(document.tracking))) return 'csaf';
  if (json.type === 'bundle' || isStixObject(json) || (Array.isArray(json.objects) && json.objects.some(isStixObject))) return 'stix';
  const { response } = json;
  if (isMispEvent(json) || isMispEvent(response) || (Array.isArray(response) && response.some(isMispEvent))) return 'misp';
  return 'unknown';
}

/** Why a document of no known format cannot be imported; what real folders hold beside advisories is named. */
export function refusalOfFormat(json: unknown): string {
  if (isRecord(json)) {
    const entries = Object.values(json);
    const isManifest = entries.length > 0 && entries.every((entry) => isRecord(entry) && typeof entry.info === 'string');
    if (isManifest) return 'This is the manifest of a MISP feed and holds no event.';
    if (isRecord(json.feed)) return 'This is a ROLIE feed and holds no advisory: import from the address of its provider.';
    if (typeof json.$schema === 'string' && ('properties' in json || '$defs' in json || 'definitions' in json || 'allOf' in json))
      return 'This is a JSON schema and no advisory.';
    if (isRecord(json.result) && 'types' in json.result) return 'This is the list of the types that MISP knows, and no event.';
    if (isRecord(json.Sighting) || isRecord(json.Galaxy) || isRecord(json.GalaxyCluster))
      return 'This is a part of a MISP event by itself: import the event.';
    if ('canonical_url' in json && 'publisher' in json)
      return 'This is the metadata of a CSAF provider and holds no advisory: import from its address.';
  }
  if (Array.isArray(json) && json.some((entry) => isRecord(entry) && isRecord(entry.SharingGroup)))
    return 'This is a list of MISP sharing groups and holds no event.';
  return 'This is no advisory in a format that is known.';
}

/** An event, or a part of one as MISP's searches answer with it: attributes, or objects. */
function isMispEvent(value: unknown): boolean {
  if (!isRecord(value)) return false;
  if (isRecord(value.Event) || isRecord(value.Object)) return true;
  if (hasRecords(value.Attribute) || hasRecords(value.Object)) return true;
  return typeof value.info === 'string' && ('threat_level_id' in value || 'Attribute' in value || 'Orgc' in value || 'analysis' in value);
}

function hasRecords(value: unknown): boolean {
  return Array.isArray(value) && value.some(isRecord);
}

function isStixObject(value: unknown): boolean {
  return isRecord(value) && typeof value.type === 'string' && typeof value.id === 'string' && value.id.startsWith(`${value.type}--`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
