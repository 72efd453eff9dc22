import type { TlpLabel } from '#libs/access';
import { placeRemediations } from './csaf-2-1-remediations.js';
import type { CsafBranch, CsafNote, CsafProduct, CsafProductTree, CsafVulnerability } from './csaf-shapes.js';
import { instantOrNone, unlessBare, unlessEmpty } from './csaf-values.js';
import type { CsafWords } from './csaf-words.js';

/** A document as `csafDocument` makes it: the shape of 2.0, with the weaknesses and CVSS 4.0 scores that 2.0 has no place for. */
export interface Csaf20Document {
  readonly document: {
    readonly category: string;
    readonly notes: readonly CsafNote[];
    readonly tracking: object;
    readonly [field: string]: unknown;
  };
  readonly product_tree?: CsafProductTree | undefined;
  readonly vulnerabilities?: readonly CsafVulnerability[] | undefined;
}

interface Context {
  readonly label: TlpLabel;
  readonly restrictions: string | undefined;
  readonly words: CsafWords;
  /** The notice, of a withdrawn advisory. */
  readonly withdrawal: string | undefined;
  /** When the document was last changed; ISO 8601. */
  readonly updatedAt: string;
}

/**
 * The same document in CSAF 2.1, as conformance clause 18 (the converter) says it: TLP 2.0 labels, `metrics`, `cwes`, `purls`, `disclosure_date`,
 * the profile of what was withdrawn, and remediations that do not contradict the status of their products.
 */
export function asCsaf21({ document, product_tree: tree, vulnerabilities }: Csaf20Document, context: Context): object {
  const { label, restrictions, words, withdrawal } = context;
  const withdrawn = { category: 'csaf_withdrawn', notes: [{ category: 'description', title: words.withdrawalReason, text: withdrawal }] };
  const category = vulnerabilities === undefined ? document.category : profileOf(document.category, vulnerabilities);
  return {
    $schema: 'https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json',
    document: {
      ...document,
      ...(withdrawal === undefined ? { category } : withdrawn),
      csaf_version: '2.1',
      distribution: { tlp: { label, url: 'https://www.first.org/tlp/' }, text: restrictions === '' ? undefined : restrictions },
    },
    product_tree: tree && {
      ...tree,
      branches: tree.branches?.map(branch),
      full_product_names: tree.full_product_names?.map(product),
      relationships: tree.relationships?.map((each) => ({ ...each, full_product_name: product(each.full_product_name) })),
    },
    vulnerabilities: vulnerabilities?.map((each) => vulnerability(each, tree, context)),
  };
}

/** Test 6.1.27.12: a security advisory names what is affected by each vulnerability; one that does not is of the profile of 2.0. */
function profileOf(category: string, vulnerabilities: readonly CsafVulnerability[]): string {
  const isMissing = vulnerabilities.some((each) => each.product_status?.known_affected === undefined);
  return category === 'csaf_security_advisory' && isMissing ? 'csaf_deprecated_security_advisory' : category;
}

function branch({ category, name, product: leaf, branches }: CsafBranch): object {
  return {
    category: category === 'legacy' ? 'product_name' : category,
    name,
    product: leaf && product(leaf),
    branches: branches?.map(branch),
  };
}

function product({ product_identification_helper: helper, ...named }: CsafProduct): object {
  if (helper === undefined) return named;
  const { purl, model_numbers: models, serial_numbers: serials, ...others } = helper;
  const written = {
    ...others,
    purls: purl === undefined ? undefined : [purl],
    model_numbers: unlessEmpty(models?.filter(hasOneStar)),
    serial_numbers: unlessEmpty(serials?.filter(hasOneStar)),
  };
  return { ...named, product_identification_helper: unlessBare(written) };
}

/** Tests 6.1.43 and 6.1.44: an unescaped star stands for the rest of a number, once at most. */
function hasOneStar(number: string): boolean {
  return (number.replaceAll('\\*', '').match(/\*/g) ?? []).length <= 1;
}

function vulnerability(given: CsafVulnerability, tree: CsafProductTree | undefined, { words, updatedAt }: Context): object {
  const { scores, release_date: released, notes = [], remediations = [], product_status: status, ...others } = given;
  const { remediations: placed, others: unplaced } = placeRemediations(remediations, status ?? {}, tree?.product_groups);
  const disclosed = strictInstant(released);
  // Test 6.1.45: what is published is not disclosed later than its newest revision.
  const isPast = disclosed !== undefined && Date.parse(disclosed) <= Date.parse(updatedAt);
  return {
    ...others,
    product_status: status,
    notes:
      unplaced.length === 0
        ? unlessEmpty(notes)
        : [...notes, { category: 'other', title: words.otherStatements, text: unplaced.join('\n') }],
    metrics: unlessEmpty(scores?.map(({ products, ...content }) => ({ products, content }))),
    remediations: unlessEmpty(placed.map(dated)),
    threats: given.threats?.map(dated),
    flags: given.flags?.map(dated),
    involvements: given.involvements?.map(dated),
    discovery_date: strictInstant(given.discovery_date),
    disclosure_date: isPast ? disclosed : undefined,
  };
}

function dated<Statement extends { readonly date?: string }>(statement: Statement): Statement {
  return { ...statement, date: strictInstant(statement.date) };
}

/** Test 6.1.37: capitals, and no leap second, which the converter writes as the last moment before it. */
function strictInstant(text: string | undefined): string | undefined {
  return instantOrNone(text)
    ?.toUpperCase()
    .replace(/:60(\.\d+)?(?=Z|[+-])/, ':59.999999');
}
