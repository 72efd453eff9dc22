/** The formats in which advisories are exchanged. Only CSAF is imported so far; the others are recognised, so that the refusal can name them. */
export type DocumentFormat = 'csaf' | 'stix' | 'misp' | 'unknown';

/** Recognises a format from parsed JSON, by the fields that its specification requires or that real documents have. */
export function identifyFormat(json: unknown): DocumentFormat {
  if (Array.isArray(json)) return json.length > 0 && json.every(isMispEvent) ? 'misp' : 'unknown';
  if (!isRecord(json)) return 'unknown';
  const { document } = json;
  if (isRecord(document) && ('csaf_version' in document || isRecord(document.tracking))) return 'csaf';
  if (json.type === 'bundle' && typeof json.id === 'string' && json.id.startsWith('bundle--')) return 'stix';
  return isMispEvent(json) || isMispEvent(json.response) || (Array.isArray(json.response) && json.response.some(isMispEvent))
    ? 'misp'
    : 'unknown';
}

/** Why a document of this format cannot be imported, or undefined where it can. */
export function refusalOfFormat(format: DocumentFormat): string | undefined {
  switch (format) {
    case 'csaf':
      return undefined;
    case 'stix':
      return 'This is a STIX bundle, and STIX cannot be imported yet: import CSAF 2.0.';
    case 'misp':
      return 'This is a MISP event, and MISP cannot be imported yet: import CSAF 2.0.';
    case 'unknown':
      return 'This is no advisory in a format that is known: import CSAF 2.0.';
  }
}

function isMispEvent(value: unknown): boolean {
  if (!isRecord(value)) return false;
  if (isRecord(value.Event)) return true;
  return typeof value.info === 'string' && (Array.isArray(value.Attribute) || 'threat_level_id' in value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
