/** TAXII 2.1 section 1.6.8. */
export const TAXII_MEDIA_TYPE = 'application/taxii+json;version=2.1';

const NAME = 'application/taxii+json';
const ANY: ReadonlySet<string> = new Set(['*/*', 'application/*', NAME]);

/**
 * Whether an `Accept` header takes TAXII 2.1. Without a version it means the newest (section 3.1), and a client that says nothing, or that takes
 * anything, gets it too. A list is searched, so the manifest's list of two types is one of these (section 5.3).
 */
export function acceptsTaxii(header: string | undefined): boolean {
  if (header === undefined || header.trim() === '') return true;
  return header.split(',').some((range) => {
    const { name, parameters } = mediaType(range);
    return ANY.has(name) && isVersion21(name, parameters.get('version')) && Number(parameters.get('q') ?? 1) > 0;
  });
}

/** Whether a `Content-Type` says TAXII 2.1; without a version it means the newest. */
export function isTaxii(header: string | undefined): boolean {
  const { name, parameters } = mediaType(header ?? '');
  return name === NAME && isVersion21(name, parameters.get('version'));
}

function isVersion21(name: string, version: string | undefined): boolean {
  return name !== NAME || version === undefined || version === '2.1';
}

function mediaType(text: string): { name: string; parameters: ReadonlyMap<string, string> } {
  const [name = '', ...rest] = text.split(';');
  const pairs = rest.map((part): [string, string] => {
    const [key = '', value = ''] = part.split('=');
    return [key.trim().toLowerCase(), value.trim().replace(/^"(.*)"$/, '$1')];
  });
  return { name: name.trim().toLowerCase(), parameters: new Map(pairs) };
}
