/** The sections of the editor, in their order; each is a page and a form of its own. */
export const EDIT_SECTIONS = ['text', 'products', 'vulnerabilities', 'indicators', 'audience'] as const;
export type EditSection = (typeof EDIT_SECTIONS)[number];

export function editPath(trackingId: string, section: EditSection): string {
  const base = `/console/advisories/${trackingId}/edit`;
  return section === 'text' ? base : `${base}/${section}`;
}

const PLACES: readonly (readonly [RegExp, EditSection])[] = [
  [/^content\.affectedProducts/u, 'products'],
  [/^content\.vulnerabilities/u, 'vulnerabilities'],
  [/^content\.indicators/u, 'indicators'],
  [/^(?:label|audience|permission)/u, 'audience'],
];

/** Where something that the API names, as in `content.summary.zh-Hant`, is edited. */
export function sectionOf(path: string): EditSection {
  return PLACES.find(([place]) => place.test(path))?.[1] ?? 'text';
}

/** The id of the field for a path of the API: a list that is written line by line is one field, and of an indicator its row. */
export function fieldOf(path: string): string {
  return path
    .replace(/^content\./u, '')
    .replace('zh-Hant', 'zhHant')
    .replace('zh-Hans', 'zhHans')
    .replace(/^(references|tags|techniques|cnvd|credits)\..*$/u, '$1')
    .replace(/^vulnerabilities\.(\d+)\.(\w+).*$/u, 'vulnerability.$1.$2')
    .replace(/^indicators\.(\d+)\..*$/u, 'indicators.$1');
}

/** A link to the field for a path of the API. */
export function linkTo(trackingId: string, path: string): string {
  return `${editPath(trackingId, sectionOf(path))}#${fieldOf(path)}`;
}
