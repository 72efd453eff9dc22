import { LANGUAGES } from '../../content.js';
import type { Language, LocalisedText } from '../../content.js';
import { fitLine, fitText } from '../fit-text.js';
import { chineseOf } from '../our-language.js';
import type { StixObject } from './stix-object.js';

interface Translation {
  readonly language: Language;
  readonly texts: Readonly<Record<string, string>>;
  /** ISO 8601; when it was in line with its source. */
  readonly at: string | undefined;
}

/** The translations of a bundle (STIX 2.1 section 7.1) by the object that they translate; those into our languages. */
export class Translations {
  private readonly byObject = new Map<string, Translation[]>();

  constructor(objects: Iterable<StixObject>) {
    for (const object of objects) {
      if (object.type !== 'language-content') continue;
      const id = object.json.text('object_ref') ?? '';
      this.byObject.set(id, [...(this.byObject.get(id) ?? []), ...translationsOf(object)]);
    }
  }

  /** A text with its translations. */
  of(id: string, property: string, source: Language, text: string): LocalisedText {
    const others = (this.byObject.get(id) ?? []).flatMap(({ language, texts }) => {
      const translated = texts[property];
      return translated === undefined || language === source ? [] : [[language, translated] as const];
    });
    return { ...Object.fromEntries(others), [source]: text };
  }

  /** When each translation of an object was made. */
  instantsOf(id: string, source: Language): Partial<Record<Language, string>> | undefined {
    const instants = (this.byObject.get(id) ?? []).flatMap(({ language, at }) =>
      at === undefined || language === source ? [] : [[language, at] as const],
    );
    return instants.length === 0 ? undefined : Object.fromEntries(instants);
  }
}

function translationsOf({ json }: StixObject): readonly Translation[] {
  const contents = json.field('contents');
  const { value } = contents;
  const tags = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  const stated = json.text('object_modified') ?? json.text('modified');
  const at = stated !== undefined && !Number.isNaN(Date.parse(stated)) ? new Date(stated).toISOString() : undefined;
  return tags.flatMap((tag): Translation[] => {
    const language = languageOf(tag);
    if (language === undefined) return [];
    const place = contents.field(tag);
    const texts = Object.keys(place.value ?? {}).flatMap((property) => {
      const { value: said } = place.field(property);
      const text = typeof said === 'string' ? place.text(property) : undefined;
      return text === undefined ? [] : [[property, property === 'name' ? fitLine(text, 1_000) : fitText(text)] as const];
    });
    return [{ language, texts: Object.fromEntries(texts), at }];
  });
}

function languageOf(tag: string): Language | undefined {
  const chinese = chineseOf(tag);
  return chinese ?? LANGUAGES.find((language) => language === tag.toLowerCase().split('-')[0]);
}
