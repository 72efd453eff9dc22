import { SECTORS } from '#libs/access';
import type { Sector } from '#libs/access';
import { CONTENT_LIMITS } from '../../content-limits.js';
import { CNVD_ID, CVE_ID, CWE_ID, EXECUTABLE_SCHEME, TECHNIQUE_ID } from '../../content-grammars.js';
import type { Note } from '../../content-source.js';
import type { AffectedProduct, Indicator, Reference, Vulnerability } from '../../content.js';
import { parseCvss } from '../../severity/cvss.js';
import { fitLine, notesOf } from '../fit-text.js';
import type { JsonPlace } from '../json-place.js';
import type { ObjectLedger } from '../object-ledger.js';
import { flagOf, itemsOf } from './misp-items.js';
import { indicatorsOf, joined } from './misp-types.js';

/** Texts that our own output names by their comment; a MISP that has taken an event from us gives them back. */
const NAMED_TEXTS = ['Summary', 'Description', 'Impact', 'Recommendation', 'Workaround', 'What changed'] as const;
export type NamedText = (typeof NAMED_TEXTS)[number];

/** Types that are looked for even where a producer sets no flags: what attackers use, never the address of a victim. */
const UNFLAGGED = /^(filename|md5|sha1|sha256|sha512|ip-dst|ip-src|domain|hostname|url|malware-sample|email-src)(\||$)/;
const NOT_FLAGGED = 'not flagged for detection at its source';

interface Attribute {
  readonly type: string;
  readonly value: string;
  readonly comment: string | undefined;
  /** The object that it belongs to. */
  readonly within: string | undefined;
}

interface FlawedVulnerability {
  title?: string;
  readonly cwes: string[];
  readonly cvss: Vulnerability['cvss'] extends readonly (infer Score)[] | undefined ? Score[] : never;
}

/** MISP has attributes that are true or false. */
function valueOf(place: JsonPlace): string {
  const { value } = place.field('value');
  return typeof value === 'boolean' ? String(value) : (place.text('value') ?? '');
}

/** Sorts the attributes of an event into the parts of an advisory, and writes in the ledger what became of each. */
export class MispCollector {
  readonly indicators: Indicator[] = [];
  readonly references: Reference[] = [];
  readonly notes: Note[] = [];
  readonly techniques: string[] = [];
  readonly cnvd: string[] = [];
  readonly credits: string[] = [];
  readonly sectors: Sector[] = [];
  /** Those that objects say, and those that stand as a CPE alone. */
  readonly productObjects: AffectedProduct[] = [];
  private readonly cpeProducts: AffectedProduct[] = [];
  private productLines: string | undefined;
  readonly texts = new Map<NamedText, string[]>();
  private readonly cves = new Map<string, FlawedVulnerability>();
  private readonly seen = new Set<string>();
  /** Values that are told and not looked for. */
  private readonly context: string[] = [];

  /** `isFlagged`: whether the event tells anything apart by `to_ids`. Of producers that never set it, "no" says nothing. */
  constructor(
    private readonly ledger: ObjectLedger,
    private readonly isFlagged: boolean,
  ) {}

  get vulnerabilities(): readonly Vulnerability[] {
    return [...this.cves].map(([cve, { title, cwes, cvss }]) => ({
      cve,
      title,
      cwes: cwes.length > 0 ? cwes : undefined,
      cvss: cvss.length > 0 ? cvss : undefined,
    }));
  }

  get products(): readonly AffectedProduct[] {
    const known = new Set(this.productObjects.map(({ cpe }) => cpe));
    return [...this.productObjects, ...this.cpeProducts.filter(({ cpe }) => !known.has(cpe))];
  }

  /** A CVE id that an object speaks of. */
  name(cve: string): void {
    this.vulnerability(cve);
  }

  get allNotes(): readonly Note[] {
    const lines = this.productLines?.split('\n').length ?? 0;
    return [
      ...this.notes,
      ...(lines > this.productObjects.length ? notesOf({ category: 'details', title: 'Affected products' }, this.productLines ?? '') : []),
      ...notesOf({ category: 'details', title: 'Observed, not for detection' }, this.context.join('\n')),
    ];
  }

  /** `within` names the object that an attribute belongs to. */
  add(place: JsonPlace, within: string | undefined): void {
    const type = place.text('type') ?? '';
    const value = valueOf(place);
    const entry = { place: place.path, type: `Attribute ${type}`.trim(), id: place.text('uuid'), name: value };
    const reason = this.reasonAgainst(place, type, value);
    if (reason !== undefined) {
      if (flagOf(place, 'deleted') === true) this.ledger.kept(entry, reason);
      else this.ledger.refused(entry, reason);
      return;
    }
    const comment = joined([within === undefined ? undefined : joined([within, place.text('object_relation')]), place.text('comment')]);
    this.ledger.used(entry, this.sort(place, { type, value, comment, within }));
  }

  private reasonAgainst(place: JsonPlace, type: string, value: string): string | undefined {
    if (flagOf(place, 'deleted') === true) return 'it is deleted at its source';
    if (type === '') return 'it has no type';
    if (value.trim() === '') return 'it has no value';
    return value.length > CONTENT_LIMITS.textCharacters && indicatorsOf(type, 'x', undefined) !== undefined
      ? 'its value is too long'
      : undefined;
  }

  /** Answers with what it is used as. */
  private sort(place: JsonPlace, { type, value, comment, within }: Attribute): string {
    const known = this.knownText(place, type, value) ?? this.referenceOrId(place, type, value, comment);
    if (known !== undefined) return known;
    if (place.field('data').exists) this.tellAttachment(place, type, value, comment);
    const isLookedFor = flagOf(place, 'to_ids') !== false;
    const read = indicatorsOf(type, value, comment);
    if (read === undefined) return place.field('data').exists ? 'a note; the file stays in the original' : this.tell(type, value, comment);
    if (read.isOdd) place.field('value').note(`a value of type ${type}`);
    const isUnflagged = !isLookedFor && !this.isFlagged && within === undefined && UNFLAGGED.test(type);
    if (isUnflagged) {
      for (const indicator of read.indicators) this.addIndicator({ ...indicator, comment: joined([indicator.comment, NOT_FLAGGED]) });
      return 'an indicator, though its source flags none for detection';
    }
    if (!isLookedFor) {
      this.context.push(`${type}: ${value}${comment === undefined ? '' : ` (${comment})`}`);
      return 'a note, because it is not for detection';
    }
    for (const indicator of read.indicators) this.addIndicator(indicator);
    return `an indicator (${[...new Set(read.indicators.map((each) => each.type))].join(', ')})`;
  }

  private addIndicator(indicator: Indicator): void {
    const key = `${indicator.type} ${indicator.value}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.indicators.push(indicator);
  }

  private knownText(place: JsonPlace, type: string, value: string): string | undefined {
    const category = place.text('category');
    if (type === 'other' && category === 'Other' && !place.field('object_relation').exists) {
      this.addIndicator({ type: 'other', value, comment: place.text('comment') && fitLine(place.text('comment') ?? '') });
      return 'an indicator (other)';
    }
    if (type !== 'text' || category !== 'Other') return undefined;
    const comment = place.text('comment') ?? '';
    const name = NAMED_TEXTS.find((each) => each === comment);
    if (name !== undefined) {
      this.texts.set(name, [...(this.texts.get(name) ?? []), value]);
      return `the ${name.toLowerCase()}`;
    }
    return this.knownId(comment, value);
  }

  private knownId(comment: string, value: string): string | undefined {
    const sector = SECTORS.find((each) => each === value);
    const scored = /^CVSS [\d.]+ of (CVE-\d{4}-\d{4,19})$/.exec(comment)?.[1];
    if (comment === 'ATT&CK technique' && TECHNIQUE_ID.test(value)) this.techniques.push(value);
    else if (comment === 'CNVD' && CNVD_ID.test(value)) this.cnvd.push(value);
    else if (comment === 'Affected products') this.productLines = value;
    else if (comment === 'Credit') this.credits.push(value);
    else if (comment === 'Sector' && sector !== undefined) this.sectors.push(sector);
    else if (scored !== undefined && this.score(scored, value)) return 'a score';
    else return undefined;
    return comment.toLowerCase();
  }

  private score(cve: string, text: string): boolean {
    try {
      const scored = parseCvss(text.split(' ').at(-1) ?? '');
      const stated = Number(/ \(stated: (10|\d(?:\.\d)?)\) /.exec(text)?.[1] ?? scored.score);
      this.vulnerability(cve).cvss.push(stated === scored.score ? scored : { ...scored, statedScore: stated });
      return true;
    } catch {
      return false;
    }
  }

  private referenceOrId(place: JsonPlace, type: string, value: string, comment: string | undefined): string | undefined {
    const upper = value.trim().toUpperCase();
    if (type === 'vulnerability' && CVE_ID.test(upper)) {
      const vulnerability = this.vulnerability(upper);
      vulnerability.title ??= comment && fitLine(comment);
      return 'a vulnerability';
    }
    if (type === 'weakness' && CWE_ID.test(upper)) {
      const of = CVE_ID.exec(comment ?? '')?.[0];
      const owner = of ?? (this.cves.size === 1 ? [...this.cves.keys()][0] : undefined);
      if (owner !== undefined) this.vulnerability(owner).cwes.push(upper);
      else this.tell(type, value, comment);
      return owner === undefined ? 'a note' : 'a weakness of a vulnerability';
    }
    if (type === 'cpe') return this.product(place, value, comment);
    if (type !== 'link') return undefined;
    if (EXECUTABLE_SCHEME.test(value)) {
      place.field('value').note('an address that nothing executes');
      return this.tell(type, value, comment);
    }
    this.references.push({ url: fitLine(value), summary: fitLine(comment ?? value) });
    return 'a reference';
  }

  /** `known_affected` and the like in the comment is our own; others are told as affected by nobody. */
  private product(place: JsonPlace, value: string, comment: string | undefined): string {
    const parts = value.startsWith('cpe:2.3:')
      ? value.split(':').slice(3, 6)
      : value
          .replace(/^cpe:\/[aho]?:/i, '')
          .split(':')
          .slice(0, 3);
    const [vendor = '', product, version] = parts.map((part) => part.replaceAll('\\', ''));
    if (!product || comment !== 'known_affected') return this.tell('cpe', value, comment);
    const isVersion = version !== undefined && version !== '' && version !== '*' && version !== '-';
    this.cpeProducts.push({ vendor, product, cpe: fitLine(value), status: 'known_affected', ...(isVersion ? { version } : {}) });
    return 'an affected product';
  }

  private tell(type: string, value: string, comment: string | undefined): string {
    const title = joined([comment, type === 'text' || type === 'comment' || type === 'other' ? undefined : type]) ?? type;
    this.notes.push(...notesOf({ category: 'details', title }, value));
    return 'a note';
  }

  /** Files are base64 in `data`, samples a zip with a password: they stay in the original as they are. */
  private tellAttachment(place: JsonPlace, type: string, value: string, comment: string | undefined): void {
    const { value: data } = place.field('data');
    const bytes = typeof data === 'string' ? Math.floor((data.length * 3) / 4) : 0;
    const line = `${value.split('|')[0] ?? value} (${type}, ${bytes} bytes; kept in the original, never opened)`;
    this.notes.push(...notesOf({ category: 'details', title: 'Attachment' }, joined([line, comment]) ?? line));
  }

  private vulnerability(cve: string): FlawedVulnerability {
    const known = this.cves.get(cve);
    if (known) return known;
    const made: FlawedVulnerability = { cwes: [], cvss: [] };
    this.cves.set(cve, made);
    return made;
  }

  /** What is attached to something and is not taken over: proposals that nobody has accepted, sightings. */
  leaveOut(owner: JsonPlace): void {
    for (const proposal of itemsOf(owner, 'ShadowAttribute')) {
      const entry = {
        place: proposal.path,
        type: `ShadowAttribute ${proposal.text('type') ?? ''}`.trim(),
        id: proposal.text('uuid'),
        name: proposal.text('value'),
      };
      this.ledger.kept(entry, 'it is a proposal that its owner has not accepted');
    }
    for (const sighting of itemsOf(owner, 'Sighting')) {
      this.ledger.kept({ place: sighting.path, type: 'Sighting', id: sighting.text('uuid') }, 'sightings are counted where they were made');
    }
  }
}
