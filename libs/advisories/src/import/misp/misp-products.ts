import { CVE_ID } from '../../content-grammars.js';
import type { AffectedProduct, Platform } from '../../content.js';
import { PRODUCT_STATUSES } from '../../content.js';
import { fitLine } from '../fit-text.js';
import type { JsonPlace } from '../json-place.js';
import { flagOf, itemsOf } from './misp-items.js';

/** The template of our objects of products: one for all installations, so that each reads what another wrote. */
export const MISP_PRODUCT_TEMPLATE = '7f0f2a0c-2c59-4b4e-9e55-1d2a6a0f9d31';
/** An event of thousands of objects is slow to open; the others stand in its text. */
export const MAX_MISP_PRODUCTS = 500;

export function isProductObject(object: JsonPlace): boolean {
  return object.text('name') === 'affected-product' && object.text('template_uuid') === MISP_PRODUCT_TEMPLATE;
}

/** Undefined where somebody took away what makes it a product. */
export function productOf(object: JsonPlace): AffectedProduct | undefined {
  const facts = new Map<string, string[]>();
  for (const attribute of itemsOf(object, 'Attribute')) {
    const [relation, value] = [attribute.text('object_relation') ?? '', attribute.text('value') ?? ''];
    if (value.trim() === '' || flagOf(attribute, 'deleted') === true) continue;
    facts.set(relation, [...(facts.get(relation) ?? []), value]);
  }
  const line = (relation: string) => facts.get(relation)?.map((value) => fitLine(value))[0];
  const status = PRODUCT_STATUSES.find((each) => each === line('status'));
  const purl = line('purl');
  const place = (prefix: string): Platform => ({
    vendor: line(`${prefix}vendor`) ?? '',
    product: line(`${prefix}product`) ?? line('name') ?? '',
    version: line(`${prefix}version`),
    cpe: line(`${prefix}cpe`),
  });
  const product = place('');
  if (status === undefined || product.product === '') return undefined;
  const cves = (facts.get('vulnerability') ?? []).filter((value) => CVE_ID.test(value));
  const platform = place('platform-');
  return {
    ...product,
    name: line('name'),
    purl: purl?.startsWith('pkg:') === true ? purl : undefined,
    status,
    ...(cves.length > 0 ? { cves } : {}),
    ...(facts.has('platform-product') ? { platform } : {}),
  };
}
