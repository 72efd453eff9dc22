import { SECTORS } from '#libs/access';
import type { Sector } from '#libs/access';
import { CVE_ID } from '../../content-grammars.js';
import type { AffectedProduct, Indicator, Language, LocalisedText, Reference, Remediation, Vulnerability } from '../../content.js';
import type { Note } from '../../content-source.js';
import { escapedMarkdown, fitLine, fitText, notesOf } from '../fit-text.js';
import type { ObjectLedger } from '../object-ledger.js';
import { readAction } from './stix-actions.js';
import { extensionOf, extensionProducts } from './stix-extension.js';
import { readIndicator } from './stix-indicators.js';
import type { Translations } from './stix-languages.js';
import type { StixObject } from './stix-object.js';
import { readExternalReferences } from './stix-references.js';
import { endsOf } from './stix-scope.js';
import { readVulnerability } from './stix-vulnerabilities.js';
import { typeInWords, wordsOf } from './stix-words.js';

export interface BodyOptions {
  /** The report that it is about, where there is one. */
  readonly container?: StixObject | undefined;
  readonly objects: readonly StixObject[];
  readonly byId: ReadonlyMap<string, StixObject>;
  readonly author: { readonly id: string };
  readonly language: Language;
  readonly translations: Translations;
  readonly ledger: ObjectLedger;
}

const OVERVIEW_CHARACTERS = 20_000;
/** Industries of the STIX vocabulary (2.1 section 10.9) that are sectors of ours under another name. */
const INDUSTRIES: ReadonlyMap<string, Sector> = new Map(
  Object.entries({
    'financial-services': 'finance',
    government: 'public-administration',
    'government-national': 'public-administration',
    'government-regional': 'public-administration',
    'government-local': 'public-administration',
    'government-public-services': 'public-administration',
    telecommunications: 'communications',
    communications: 'communications',
    technology: 'information-technology',
    healthcare: 'health',
    utilities: 'energy',
    transportation: 'transport',
  } as const),
);

/** The parts of an advisory, drawn from the objects that it is about. */
export class StixBody {
  readonly indicators: Indicator[] = [];
  readonly notes: Note[] = [];
  readonly steps: LocalisedText[] = [];
  readonly remediations: Remediation[] = [];
  readonly techniques: string[] = [];
  readonly references: Reference[] = [];
  readonly products: AffectedProduct[] = [];
  readonly credits: string[] = [];
  readonly sectors: Sector[] = [];
  impact: LocalisedText | undefined;
  private readonly vulnerabilities: Vulnerability[] = [];
  /** Positions of the vulnerabilities of an object. */
  private readonly positions = new Map<string, readonly number[]>();
  /** What relationships say of their source, in words. */
  private readonly relations = new Map<string, string[]>();
  private readonly seenIndicators = new Set<string>();
  private overviewText = '';

  constructor(private readonly options: BodyOptions) {
    const { objects } = options;
    for (const object of objects) if (object.type === 'relationship') this.relate(object);
    for (const object of objects) if (object.type === 'vulnerability') this.addVulnerability(object);
    for (const object of objects) if (object.type !== 'vulnerability') this.add(object);
    if (options.container !== undefined) this.products.push(...extensionProducts(options.container, (ids) => this.flawsOf(ids)));
  }

  /** What the objects say of themselves, for a bundle that says nothing as a whole. */
  get overview(): string {
    return this.overviewText;
  }

  /** With those that only the report's references name. */
  vulnerabilitiesWith(cves: readonly string[]): readonly Vulnerability[] {
    const known = new Set(this.vulnerabilities.map(({ cve }) => cve));
    return [...this.vulnerabilities, ...[...new Set(cves)].filter((cve) => !known.has(cve)).map((cve): Vulnerability => ({ cve }))];
  }

  private add(object: StixObject): void {
    const { ledger, author } = this.options;
    switch (object.type) {
      case 'relationship':
        return;
      case 'indicator':
        this.addIndicator(object);
        return;
      case 'course-of-action':
        this.addAction(object);
        return;
      case 'language-content':
        this.addTranslation(object);
        return;
      case 'note':
        this.addNote(object);
        return;
      case 'software':
        this.addSoftware(object);
        return;
      case 'report':
        ledger.kept(object, 'it is a report of its own');
        this.notes.push(...notesOf({ category: 'general', title: 'Related report' }, object.name));
        return;
      default:
        if (object.type === 'identity' && object.id === author.id) return;
        this.addInWords(object);
    }
  }

  private relate(object: StixObject): void {
    const { byId, ledger } = this.options;
    const [sourceId, targetId] = endsOf(object);
    const [source, target] = [byId.get(sourceId), byId.get(targetId)];
    const words = [object.json.text('relationship_type') ?? 'related-to', target ? `${target.type} ${target.name}` : targetId];
    const description = object.json.text('description');
    const line = words.join(' ') + (description === undefined ? '' : `: ${description}`);
    const known = this.relations.get(sourceId);
    if (known === undefined) this.relations.set(sourceId, [line]);
    else known.push(line);
    if (source === undefined) ledger.kept(object, 'what it begins at is not in the document');
    else ledger.used(object, `what is said of ${source.type} ${source.name}`);
    const isTargeted = object.json.text('relationship_type') === 'targets' && target?.type === 'identity';
    if (isTargeted) this.sectors.push(...sectorsOf(target));
  }

  private addVulnerability(object: StixObject): void {
    const read = readVulnerability(object);
    const positions = read.map((vulnerability) => this.vulnerabilities.push(vulnerability) - 1);
    this.positions.set(object.id, positions);
    const said = this.relations.get(object.id);
    if (said !== undefined) this.say(object, said.join('\n'));
    this.options.ledger.used(object, 'a vulnerability');
    if (read.some(({ notes = [] }) => notes.length > 0)) this.tell(object, object.json.text('description') ?? '');
  }

  private addIndicator(object: StixObject): void {
    const { ledger } = this.options;
    if (object.isRevoked) {
      ledger.kept(object, 'its source has revoked it');
      return;
    }
    const read = readIndicator(object, this.relations.get(object.id) ?? []);
    if (read === undefined) {
      ledger.refused(object, 'it has no pattern that can be kept');
      return;
    }
    for (const indicator of read) {
      const key = `${indicator.type} ${indicator.value}`;
      if (this.seenIndicators.has(key)) continue;
      this.seenIndicators.add(key);
      this.indicators.push(indicator);
    }
    this.addReferences(object);
    const types = [...new Set(read.map(({ type }) => type))];
    ledger.used(object, `an indicator (${types.join(', ')})`);
  }

  private addAction(object: StixObject): void {
    const { objects, language, translations, ledger } = this.options;
    const targets = objects
      .filter(({ type, json }) => type === 'relationship' && json.text('source_ref') === object.id)
      .map((each) => endsOf(each)[1]);
    const mitigated = [...new Set(targets.flatMap((id) => this.positions.get(id) ?? []))];
    const action = readAction(
      object,
      mitigated,
      mitigated.map((position) => this.vulnerabilities[position]?.cve ?? ''),
    );
    if ('remediation' in action) this.remediations.push(action.remediation);
    else this.steps.push(translations.of(object.id, 'description', language, action.step));
    this.addReferences(object);
    ledger.used(object, 'remediation' in action ? 'a remediation' : 'a recommendation');
  }

  private addTranslation(object: StixObject): void {
    const { ledger, translations, byId, language } = this.options;
    const of = object.json.text('object_ref') ?? '';
    if (translations.instantsOf(of, language) !== undefined) {
      ledger.used(object, `the translation of ${byId.get(of)?.name ?? of}`);
      if (byId.get(of)?.type === 'report') return;
    }
    // Translations of objects that become notes, and into other languages, stay beside them.
    this.say(object, wordsOf(object));
    ledger.used(object, 'a note');
  }

  private addNote(object: StixObject): void {
    const { language, translations, ledger } = this.options;
    const { json } = object;
    const abstract = json.text('abstract') ?? '';
    const text = json.text('content') ?? '';
    if (
      abstract === 'Affected products' &&
      this.options.container &&
      extensionOf(this.options.container).field('affected_products').exists
    ) {
      ledger.used(object, 'the affected products');
      return;
    }
    const isImpact = /^impact$/i.test(abstract) && this.impact === undefined && text !== '';
    if (isImpact) this.impact = translations.of(object.id, 'content', language, fitText(text));
    else if (/^credits$/i.test(abstract)) this.credits.push(...text.split('\n').filter((line) => line.trim() !== ''));
    else this.notes.push(...notesOf({ category: 'details', ...(abstract === '' ? {} : { title: abstract }) }, wordsOf(object)));
    ledger.used(object, isImpact ? 'the impact' : 'a note');
    this.addReferences(object);
  }

  /** A product that has a vulnerability (STIX 2.1 section 6.14), or one that is only named. */
  private addSoftware(object: StixObject): void {
    const { objects, ledger } = this.options;
    const { json } = object;
    const flawed = objects
      .filter(
        ({ type, json: each }) =>
          type === 'relationship' && each.text('source_ref') === object.id && each.text('relationship_type') === 'has',
      )
      .flatMap((each) => this.positions.get(endsOf(each)[1]) ?? []);
    if (flawed.length === 0) {
      this.addInWords(object);
      return;
    }
    this.products.push({
      vendor: json.text('vendor') ?? '',
      product: fitLine(object.name),
      version: json.text('version'),
      cpe: json.text('cpe'),
      status: 'known_affected',
      ...this.flaws(flawed),
    });
    ledger.used(object, 'an affected product');
  }

  private flawsOf(ids: readonly string[]): Pick<AffectedProduct, 'cves' | 'vulnerabilities'> {
    return this.flaws(ids.flatMap((id) => this.positions.get(id) ?? []));
  }

  private flaws(positions: readonly number[]): Pick<AffectedProduct, 'cves' | 'vulnerabilities'> {
    const cves = positions.flatMap((position) => this.vulnerabilities[position]?.cve ?? []).filter((cve) => CVE_ID.test(cve));
    const without = positions.filter((position) => this.vulnerabilities[position]?.cve === undefined);
    return { ...(cves.length > 0 ? { cves } : {}), ...(without.length > 0 ? { vulnerabilities: without } : {}) };
  }

  private addInWords(object: StixObject): void {
    const { ledger } = this.options;
    if (object.type === 'attack-pattern') this.techniques.push(...readExternalReferences(object).techniques);
    const relations = this.relations.get(object.id) ?? [];
    const words = wordsOf(object);
    this.say(object, [words, relations.join('\n')].filter((text) => text !== '').join('\n\n'));
    this.tell(object, object.json.text('description') ?? '');
    this.addReferences(object);
    ledger.used(
      object,
      object.type === 'attack-pattern' && readExternalReferences(object).techniques.length > 0 ? 'a technique and a note' : 'a note',
    );
  }

  private say(object: StixObject, text: string): void {
    const title = `${typeInWords(object.type)}: ${object.name}`;
    this.notes.push(...notesOf({ category: 'details', title }, text === '' ? object.name : text));
  }

  private tell({ name }: StixObject, description: string): void {
    const paragraph = [`**${escapedMarkdown(name)}**`, description].filter((part) => part !== '').join('\n\n');
    if (this.overviewText.length + paragraph.length > OVERVIEW_CHARACTERS) return;
    this.overviewText += (this.overviewText === '' ? '' : '\n\n') + paragraph;
  }

  private addReferences(object: StixObject): void {
    const { references, ids } = readExternalReferences(object);
    this.references.push(...references);
    const others = ids.map(({ system, value }) => `${system}: ${value}`);
    if (others.length > 0) this.notes.push(...notesOf({ category: 'general', title: `Ids of ${object.name}` }, others.join('\n')));
  }
}

function sectorsOf({ json }: StixObject): readonly Sector[] {
  const named = json.texts('sectors') ?? [];
  return named.flatMap((name) => INDUSTRIES.get(name) ?? SECTORS.find((sector) => sector === name) ?? []);
}
