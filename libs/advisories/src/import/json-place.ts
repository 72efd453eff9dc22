import { MAX_SOURCE_FLAWS } from '../content-source.js';
import type { SourceFlaw } from '../content-source.js';

/** RFC 3339 `date-time`, the form that CSAF demands: seconds and an offset are required. */
const INSTANT =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const MAX_SHOWN_CHARACTERS = 120;

/**
 * A place in somebody else's JSON: reads what is there, never throws, and notes down (in `flaws`, shared by the whole document)
 * what is not as it should be. Its path is put together only when it is needed, so that large documents stay cheap.
 */
export class JsonPlace {
  constructor(
    readonly value: unknown,
    private readonly parent?: JsonPlace,
    private readonly key: string | number = '',
    readonly flaws: SourceFlaw[] = parent?.flaws ?? [],
  ) {}

  /** Dotted, as in `vulnerabilities.0.cve`; empty for the whole document. */
  get path(): string {
    const above = this.parent?.path ?? '';
    if (this.key === '') return above;
    return above === '' ? String(this.key) : `${above}.${this.key}`;
  }

  get exists(): boolean {
    return this.value !== undefined;
  }

  /** The same place with a list of flaws of its own, for one of several documents in one file. */
  apart(): JsonPlace {
    return new JsonPlace(this.value, this.parent, this.key, []);
  }

  field(name: string): JsonPlace {
    const { value } = this;
    const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name);
    return new JsonPlace(isRecord ? (value as Record<string, unknown>)[name] : undefined, this, name);
  }

  /** The entries of a list, none where there is no list. */
  list(name: string): readonly JsonPlace[] {
    const place = this.field(name);
    if (Array.isArray(place.value)) return place.value.map((entry: unknown, index) => new JsonPlace(entry, place, index));
    if (place.exists) place.note('a list');
    return [];
  }

  /** A text that is not empty; a number is taken as its text. */
  text(name: string): string | undefined {
    return this.field(name).asText();
  }

  /** A list of texts; absent where there is none, or none that is not empty. */
  texts(name: string): readonly string[] | undefined {
    const texts: string[] = [];
    for (const entry of this.list(name)) {
      const text = entry.asText();
      if (text !== undefined) texts.push(text);
    }
    return texts.length > 0 ? texts : undefined;
  }

  /** One of the values that the standard allows; anything else is noted down and absent. */
  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const place = this.field(name);
    const found = allowed.find((value) => value === place.value);
    if (found === undefined && place.exists) place.note(`one of ${allowed.join(', ')}`);
    return found;
  }

  /** An instant as the source wrote it; one that is none is kept and noted down. */
  instant(name: string): string | undefined {
    const text = this.text(name);
    if (text !== undefined && !INSTANT.test(text)) this.field(name).note('an instant as RFC 3339 has it');
    return text;
  }

  note(expected: string): void {
    if (this.flaws.length >= MAX_SOURCE_FLAWS) return;
    const { path } = this;
    if (this.flaws.some((flaw) => flaw.path === path)) return;
    this.flaws.push({ path, expected, received: shown(this.value) });
  }

  /** A text that is not empty, or a number as its text; what is neither is noted down. */
  asText(): string | undefined {
    const { value } = this;
    if (typeof value === 'number') return String(value);
    if (typeof value === 'string') return value === '' ? undefined : this.storable(value);
    if (value !== undefined) this.note('a text');
    return undefined;
  }

  /** PostgreSQL's jsonb takes neither U+0000 nor half a surrogate pair: they become U+FFFD, and the place is noted down. */
  private storable(text: string): string {
    if (text.isWellFormed() && !text.includes('\0')) return text;
    this.note('text without U+0000 and half surrogate pairs');
    return text.toWellFormed().replaceAll('\0', '\uFFFD');
  }
}

/** A value as an error message shows it: short, and storable. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const short = text.length > MAX_SHOWN_CHARACTERS ? `${text.slice(0, MAX_SHOWN_CHARACTERS)}…` : text;
  return short.toWellFormed().replaceAll('\0', '\uFFFD');
}
