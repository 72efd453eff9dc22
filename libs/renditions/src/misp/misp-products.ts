import { MISP_PRODUCT_TEMPLATE, MAX_MISP_PRODUCTS } from '#libs/advisories';
import type { AdvisoryContent, AffectedProduct, Platform } from '#libs/advisories';
import { visibleText } from '../visible-text.js';

/** An attribute of an object, before it has its id and time. */
export interface MispProductAttribute {
  readonly relation: string;
  readonly type: string;
  readonly category: string;
  readonly value: string;
}

/** The facts of each product, in the order of the advisory; of thousands the first, because all stand in the text. */
export function productObjects({ affectedProducts }: AdvisoryContent): readonly (readonly MispProductAttribute[])[] {
  return affectedProducts.slice(0, MAX_MISP_PRODUCTS).map(attributesOf);
}

function attributesOf({ status, name, purl, cves = [], platform, ...product }: AffectedProduct): readonly MispProductAttribute[] {
  const all = [
    text('status', status),
    ...placed(product, ''),
    text('name', name),
    text('purl', purl),
    ...(platform === undefined ? [] : placed(platform, 'platform-')),
    ...cves.map((cve) => ({ relation: 'vulnerability', type: 'vulnerability', category: 'External analysis', value: cve })),
  ];
  return all.flatMap((attribute) => {
    const value = visibleText(attribute.value ?? '').trim();
    return value === '' ? [] : [{ ...attribute, value }];
  });
}

function placed({ vendor, product, version, cpe }: Platform, prefix: string) {
  return [
    text(`${prefix}vendor`, vendor),
    text(`${prefix}product`, product),
    text(`${prefix}version`, version),
    { ...text(`${prefix}cpe`, cpe), ...(cpe?.startsWith('cpe:') === true ? { type: 'cpe', category: 'External analysis' } : {}) },
  ];
}

function text(relation: string, value: string | undefined) {
  return { relation, type: 'text', category: 'Other', value };
}

export const MISP_PRODUCT_OBJECT = {
  name: 'affected-product',
  'meta-category': 'vulnerability',
  description: 'A product with what an advisory says of it: status as in CSAF 2.0 section 3.2.3.9.',
  template_uuid: MISP_PRODUCT_TEMPLATE,
  template_version: '1',
} as const;
