import { NOBODY, overlaps, readersOf } from '#libs/access';
import type { Audience, ReadersState, TlpLabel } from '#libs/access';
import type { Written } from '../support/journey.js';
import type { Journey } from '../support/journey.js';
import * as documents from '../support/journey-documents.js';
import type { Visitor } from '../support/journey-visitor.js';
import { fewAtATime } from '../support/surfaces.js';
import { newCanary } from '../support/surfaces-canaries.js';

export const PARTS = ['title', 'summary', 'description', 'indicator', 'narrow', 'reference', 'product', 'comment', 'notice'] as const;
export type Part = (typeof PARTS)[number];
export const STATES = ['draft', 'in_review', 'scheduled', 'published', 'withdrawn', 'revised', 'discarded'] as const;
export type State = (typeof STATES)[number];

/** Stands in the text of every advisory of the world, so that one search finds all that may be found. */
export const SHARED_WORD = 'canarysweep';
const FAR_AWAY = new Date(Date.now() + 300 * 86_400_000).toISOString();

/** A canary, and who may see it: a reader whose keys meet every one of the sets. None of them: nobody may. */
export interface Planted {
  readonly canary: string;
  readonly part: Part;
  readonly readers: readonly (readonly string[])[] | undefined;
  /** Whether whoever may see it must also have been shown it. */
  readonly isShown: boolean;
}

export interface PlantedAdvisory extends Written {
  readonly name: string;
  readonly state: State;
  readonly label: TlpLabel;
  /** Of the published text; undefined where nothing was ever published. */
  readonly publishedTo: readonly string[] | undefined;
  readonly planted: readonly Planted[];
}

/** Ids as the database has them, and as the API gives them. */
export interface Places {
  readonly uuids: ReadonlyMap<string, string>;
  readonly globalIds: ReadonlyMap<string, string>;
}

interface Cell {
  readonly label: TlpLabel;
  readonly names: Partial<Record<keyof Audience, readonly string[]>>;
}

const WATCH = 'Critical Services Watch';
const NARROW: readonly Cell['names'][] = [
  { organisations: ['Harbour Bank'] },
  { organisations: ['Harbour Water'] },
  { sectors: ['water'] },
  { tiers: ['government'] },
  { tierSectors: ['government/public-administration'] },
  { groups: [WATCH] },
];

/** Every label with the audiences that it can have. */
export const CELLS: readonly Cell[] = [
  { label: 'CLEAR', names: {} },
  ...[
    {},
    { tiers: ['government'] },
    { tiers: ['industry'] },
    { sectors: ['finance'] },
    { sectors: ['water'] },
    { tierSectors: ['industry/finance'] },
    { groups: [WATCH] },
  ].map((names): Cell => ({ label: 'GREEN', names })),
  ...NARROW.map((names): Cell => ({ label: 'AMBER', names })),
  ...NARROW.map((names): Cell => ({ label: 'AMBER+STRICT', names })),
  ...['member@bank.example', 'member@water.example', 'reader@example.org', 'analyst@cert.example'].map((person): Cell => ({
    label: 'RED',
    names: { persons: [person] },
  })),
];

/** Whom one indicator of each advisory is narrowed to. */
const NARROWED: Readonly<Record<TlpLabel, (cell: Cell) => Cell>> = {
  CLEAR: () => ({ label: 'GREEN', names: { tiers: ['government'] } }),
  GREEN: () => ({ label: 'AMBER', names: { organisations: ['Harbour Bank'] } }),
  AMBER: () => ({ label: 'RED', names: { persons: ['member@water.example'] } }),
  'AMBER+STRICT': () => ({ label: 'RED', names: { persons: ['member@water.example'] } }),
  RED: (cell) => cell,
};

export interface Author {
  readonly visitor: Visitor;
  readonly personId: string;
  readonly organisationId: string;
  readonly keys: readonly string[];
}

/** Plants every cell in every state, through the same doors as everybody. */
export class CanaryWorld {
  readonly advisories: PlantedAdvisory[] = [];

  constructor(
    private readonly journey: Journey,
    private readonly places: Places,
    private readonly reviewer: Author,
  ) {}

  async plant(author: Author, cells: readonly Cell[], states: readonly State[]): Promise<void> {
    const tasks = cells.flatMap((cell) => states.map((state) => () => this.plantOne(author, cell, state)));
    await fewAtATime(tasks, 4);
  }

  private async plantOne(author: Author, cell: Cell, state: State): Promise<void> {
    const { label, names } = cell;
    const narrow = NARROWED[label](cell);
    const audience = this.audienceOf(names);
    const readers = (of: ReadersState) =>
      readersOf({ state: of, label, audience, authorId: author.personId, organisationId: author.organisationId });
    const publishedTo = ['published', 'withdrawn', 'revised'].includes(state) ? readers('published') : undefined;
    // Only who reads what is published can revise it.
    if (state === 'revised' && !overlaps(readers('published'), author.keys)) return;
    const first = newTexts();
    const written = await this.journey.draft(author.visitor, {
      title: first.title,
      label: label.replace('+', '_'),
      audience: this.inputOf(names),
      content: this.contentOf(first, narrow),
    });
    await author.visitor.ask(documents.COMMENT, { input: { id: written.id, body: `A remark: ${first.comment}` } });
    await this.bring(author, written, state, first);
    const visibleTo: Readonly<Record<State, readonly (readonly string[])[] | undefined>> = {
      draft: [readers('draft')],
      in_review: [readers('in_review')],
      scheduled: [readers('in_review')],
      published: [readers('published')],
      revised: [readers('published')],
      withdrawn: undefined,
      discarded: [readers('draft')],
    };
    const planted = PARTS.filter((part) => part !== 'notice' || state === 'withdrawn').map((part): Planted => {
      const of = state === 'withdrawn' && (part === 'title' || part === 'notice') ? [readers('published')] : visibleTo[state];
      const isOut = publishedTo !== undefined;
      const narrower = part === 'comment' ? [readers('in_review')] : part === 'narrow' && isOut ? [this.readersOfPart(author, narrow)] : [];
      const narrowed = of && [...of, ...narrower];
      return { canary: first[part], part, readers: narrowed, isShown: state !== 'discarded' };
    });
    if (state === 'revised') planted.push(...(await this.revise(author, written, narrow, readers('draft'))));
    this.advisories.push({ ...written, name: `${label} ${JSON.stringify(names)} ${state}`, state, label, publishedTo, planted });
  }

  private async bring(author: Author, written: Written, state: State, texts: Texts): Promise<void> {
    const { id } = written;
    if (state === 'draft') return;
    if (state === 'discarded') {
      await author.visitor.ask(documents.DISCARD_DRAFT, { input: { id } });
      return;
    }
    await this.journey.submit(author.visitor, written);
    if (state === 'in_review') return;
    const schedule = state === 'scheduled' ? { schedule: { at: FAR_AWAY, zone: 'Asia/Hong_Kong' } } : {};
    await this.reviewer.visitor.ask(documents.PUBLISH_ADVISORY, { input: { id, ...schedule } });
    if (state === 'withdrawn')
      await this.reviewer.visitor.ask(documents.WITHDRAW_ADVISORY, { input: { id, notice: { en: texts.notice } } });
  }

  private readersOfPart({ personId: authorId, organisationId }: Author, { label, names }: Cell): readonly string[] {
    return readersOf({ state: 'published', label, audience: this.audienceOf(names), authorId, organisationId });
  }

  private async revise(author: Author, { id }: Written, narrow: Cell, draftReaders: readonly string[]): Promise<Planted[]> {
    const second = newTexts();
    await author.visitor.ask(documents.REVISE_ADVISORY, {
      input: { id, updateClass: 'MINOR', summaryOfChanges: { en: `Changed: ${second.notice}` } },
    });
    await author.visitor.ask(documents.UPDATE_ADVISORY, {
      input: { id, content: { title: { en: second.title }, ...this.contentOf(second, narrow) } },
    });
    return PARTS.filter((part) => part !== 'comment').map((part) => ({
      canary: second[part],
      part,
      readers: [draftReaders],
      isShown: true,
    }));
  }

  private contentOf(texts: Texts, narrow: Cell): Record<string, unknown> {
    const open = { type: 'DOMAIN', value: `${texts.indicator}.example`, comment: 'A place to look at.' };
    const narrowed = { label: narrow.label.replace('+', '_'), audience: this.inputOf(narrow.names) };
    return {
      summary: { en: `${SHARED_WORD} ${texts.summary}` },
      description: { en: `At length: **${texts.description}**.` },
      indicators: [open, { type: 'DOMAIN', value: `${texts.narrow}.example`, comment: `Seen at ${texts.narrow}`, ...narrowed }],
      references: [{ url: `https://${texts.reference}.example/advisory`, summary: `Read ${texts.reference}` }],
      affectedProducts: [{ vendor: `Maker ${texts.product}`, product: `Thing ${texts.product}`, status: 'KNOWN_AFFECTED' }],
    };
  }

  private audienceOf(names: Cell['names']): Audience {
    const ids = (of: readonly string[] = []) => of.map((name) => found(this.places.uuids, name));
    return {
      ...NOBODY,
      ...(names as Partial<Audience>),
      organisations: ids(names.organisations),
      groups: ids(names.groups),
      persons: ids(names.persons),
    };
  }

  private inputOf(names: Cell['names']): Record<string, readonly string[]> {
    const ids = (of: readonly string[] = []) => of.map((name) => found(this.places.globalIds, name));
    const enums = (of: readonly string[] = []) => of.map((value) => value.toUpperCase().replaceAll('-', '_'));
    const pairs = (names.tierSectors ?? [])
      .map((pair) => pair.split('/'))
      .map(([tier = '', sector = '']) => ({ tier: enums([tier])[0], sector: enums([sector])[0] }));
    return {
      tiers: enums(names.tiers),
      sectors: enums(names.sectors),
      tierSectors: pairs as never,
      organisations: ids(names.organisations),
      groups: ids(names.groups),
      persons: ids(names.persons),
    };
  }
}

type Texts = Readonly<Record<Part, string>>;

function newTexts(): Texts {
  return Object.fromEntries(PARTS.map((part) => [part, newCanary()])) as Texts;
}

function found(map: ReadonlyMap<string, string>, name: string): string {
  const value = map.get(name);
  if (value === undefined) throw new Error(`there is no ${name}`);
  return value;
}
