import type { TlpLabel } from '#libs/access';
import type { AdvisoryContent, Kind, Severity } from '../../content.js';
import { ourLanguage } from '../our-language.js';
import { refuseInflated } from '../refuse-inflated.js';
import { identityOf } from './csaf-identity.js';
import type { CsafIdentity } from './csaf-identity.js';
import { readLabel } from './csaf-label.js';
import type { HeldLabel } from './csaf-label.js';
import { creditLines, readAcknowledgments, readNotes, readReferences, unlessEmpty } from './csaf-parts.js';
import { ProductDirectory } from './csaf-product-names.js';
import { readProductTree } from './csaf-product-tree.js';
import { readSectors } from './csaf-sectors.js';
import { readSource } from './csaf-source.js';
import { readAffectedProducts, readRemediations } from './csaf-statuses.js';
import { readTexts } from './csaf-texts.js';
import { updateClassHint } from './csaf-update-class.js';
import type { UpdateClassHint } from './csaf-update-class.js';
import { readVulnerabilities } from './csaf-vulnerabilities.js';
import type { CsafDocument } from './read-csaf.js';

/** What an import makes of one CSAF document. */
export interface CsafReading {
  readonly content: AdvisoryContent;
  /** Undefined where the source states none: a person sets it before anything is published. */
  readonly label: TlpLabel | undefined;
  readonly labelText: string | undefined;
  /** Where something stands in the place of a label and cannot be read, or the source calls it a draft. */
  readonly held?: HeldLabel;
  readonly identity: CsafIdentity;
  /** What the source's version numbers say about the step from the revision before. */
  readonly updateClass: UpdateClassHint;
  readonly kind: Kind;
  /** From the source's own free text; undefined where it has none that we know. Propose from vectors first. */
  readonly statedSeverity: Severity | undefined;
}

/**
 * Turns a CSAF 2.0 document into content without loss. What could not be read as what it should be stands in `content.source.flaws`.
 * Throws `invalid` where the content would be far larger than any real document's.
 */
export function csafToContent(document: CsafDocument): CsafReading {
  const { root, title } = document;
  const head = root.field('document');
  const { label, labelText, held } = readLabel(root);
  const notes = readNotes(head);
  const vulnerabilities = readVulnerabilities(root);
  const productTree = readProductTree(root);
  const acknowledgments = readAcknowledgments(head);
  const texts = readTexts(title, notes, vulnerabilities);
  const language = ourLanguage(head.text('lang'));
  const inSource = (text: string) => ({ [language]: text });
  const affectedProducts = readAffectedProducts(root, new ProductDirectory(productTree.products));
  const remediations = unlessEmpty(readRemediations(root));
  const content: AdvisoryContent = {
    sourceLanguage: language,
    title: inSource(title),
    summary: inSource(texts.summary),
    description: inSource(texts.description),
    impact: texts.impact === undefined ? undefined : inSource(texts.impact),
    recommendation: unlessEmpty(texts.recommendation.map(inSource)),
    affectedProducts,
    vulnerabilities,
    references: readReferences(head),
    remediations,
    credits: unlessEmpty(creditLines([...acknowledgments, ...vulnerabilities.flatMap((each) => each.acknowledgments ?? [])])),
    acknowledgments: unlessEmpty(acknowledgments),
    notes: unlessEmpty(notes),
    productTree: productTree.products.length > 0 || productTree.groups ? productTree : undefined,
    tags: [],
    sectors: readSectors(notes),
    restrictions: labelText,
    source: readSource(document, notes),
  };
  refuseInflated(content);
  return {
    content,
    label,
    labelText,
    ...heldOf(held, head.field('tracking').text('status')),
    identity: identityOf(document),
    updateClass: updateClassHint(document),
    kind: kindOf(head.text('category')),
    statedSeverity: severityInWords(content.source?.aggregateSeverity),
  };
}

/** What its publisher calls a draft (CSAF 2.0 section 3.2.1.12.6) is not published as final without a person who looks at it. */
function heldOf(label: HeldLabel | undefined, status: string | undefined): Pick<CsafReading, 'held'> {
  if (label !== undefined || status !== 'draft') return label === undefined ? {} : { held: label };
  return { held: { heldBack: 'Its source calls this version a draft.' } };
}

/** The profiles of CSAF 2.0 section 4. */
function kindOf(category: string | undefined): Kind {
  if (category === 'csaf_vex') return 'vulnerability_note';
  if (category === 'csaf_security_incident_response') return 'threat_report';
  return category === 'csaf_informational_advisory' ? 'guidance_note' : 'security_alert';
}

const SEVERITY_WORDS: ReadonlyMap<string, Severity> = new Map(
  Object.entries({
    low: 'low',
    minor: 'low',
    medium: 'medium',
    moderate: 'medium',
    high: 'high',
    important: 'high',
    severe: 'high',
    critical: 'critical',
    'very severe': 'critical',
  } as const),
);

function severityInWords(text: string | undefined): Severity | undefined {
  return SEVERITY_WORDS.get(text?.trim().toLowerCase() ?? '');
}
