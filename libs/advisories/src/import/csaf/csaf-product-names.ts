import type { TreeProduct } from '../../content-source.js';
import type { AffectedProduct, Platform } from '../../content.js';

/** What a reader and a subscription need to know of a product: who makes it, what it is called, and which version. */
export type ProductNames = Pick<AffectedProduct, 'vendor' | 'product' | 'version' | 'purl' | 'cpe' | 'name' | 'platform'>;

/** Branch categories that tell the version, CSAF 2.0 section 3.1.2.2. */
const VERSION_CATEGORIES = new Set(['product_version', 'product_version_range', 'service_pack', 'patch_level']);
/** `name-epoch:version-release.arch` of an RPM package, as Red Hat and CIQ name the leaves of their trees. */
const RPM = /^(.+)-((?:\d+:)?[^-:]+-[^-]+)\.(src|noarch|x86_64|i[3-6]86|aarch64|ppc64le|ppc64|ppc|s390x|s390|ia64)$/;
const MAX_RPM_CHARACTERS = 500;
/** Relationships of relationships end somewhere; circular ones do not. */
const MAX_CHAIN = 10;

/** Finds the names of products by id; each is worked out once, however many status lists name it. */
export class ProductDirectory {
  private readonly byId = new Map<string, TreeProduct>();
  private readonly names = new Map<string, ProductNames>();

  constructor(products: readonly TreeProduct[]) {
    for (const product of products) if (!this.byId.has(product.id)) this.byId.set(product.id, product);
  }

  has(id: string): boolean {
    return this.byId.has(id);
  }

  /** A product that the tree does not define is called by its id. */
  namesOf(id: string): ProductNames {
    const known = this.names.get(id);
    if (known) return known;
    const names = this.workOut(id, 0);
    this.names.set(id, names);
    return names;
  }

  private workOut(id: string, depth: number): ProductNames {
    const product = this.byId.get(id);
    if (product === undefined || depth > MAX_CHAIN) return { vendor: '', product: product?.name ?? id };
    const own = product.relationship ? undefined : namesFromBranches(product);
    if (own) return own;
    const component = this.workOut(product.relationship?.product ?? '', depth + 1);
    const platform = this.workOut(product.relationship?.relatesTo ?? '', depth + 1);
    return {
      ...component,
      product: component.product || product.name,
      vendor: component.vendor || platform.vendor,
      purl: product.purl ?? component.purl,
      cpe: product.cpe ?? component.cpe,
      name: product.name,
      platform: platformOf(platform),
    };
  }
}

function platformOf({ vendor, product, version, cpe, name }: ProductNames): Platform | undefined {
  return product === '' ? undefined : { vendor, product: name ?? product, version, cpe };
}

function namesFromBranches({ name, branches = [], purl, cpe }: TreeProduct): ProductNames {
  const named = (category: string) => branches.findLast((branch) => branch[0] === category)?.[1];
  const versions = branches.filter(([category]) => VERSION_CATEGORIES.has(category)).map((branch) => branch[1]);
  const vendor = named('vendor') ?? vendorInCpe(cpe) ?? '';
  const productName = named('product_name');
  const rpm = productName === undefined ? RPM.exec((versions.at(-1) ?? name).slice(0, MAX_RPM_CHARACTERS)) : null;
  const product = productName ?? rpm?.[1] ?? nameInPurl(purl) ?? named('product_family') ?? name;
  const version = rpm?.[2] ?? versionOf(versions, product, name);
  const spelledOut = [vendor, product, version].filter((part) => part !== undefined && part !== '').join(' ');
  return { vendor, product, version, purl, cpe, name: name === spelledOut || name === product ? undefined : name };
}

/** A leaf that repeats the product's whole name in the place of a version tells no version. */
function versionOf(versions: readonly string[], product: string, name: string): string | undefined {
  const telling = versions.filter((version) => version !== product && !(versions.length === 1 && version === name && product === name));
  return telling.length > 0 ? telling.join(' ') : undefined;
}

function nameInPurl(purl: string | undefined): string | undefined {
  const path = purl === undefined ? undefined : /^pkg:[^?#@]+/.exec(purl)?.[0];
  const last = path?.slice(path.lastIndexOf('/') + 1);
  if (last === undefined || last === '') return undefined;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** The vendor is the second component of a CPE 2.2 URI and the fourth of a CPE 2.3 string. */
function vendorInCpe(cpe: string | undefined): string | undefined {
  const vendor = cpe?.startsWith('cpe:2.3:') ? cpe.split(':')[3] : cpe?.split(':')[2];
  return vendor === '*' || vendor === '-' || vendor === '' ? undefined : vendor;
}
