/** A text that may be in another language than the page's, which is then said with `lang`. */
export interface ToldText {
  readonly text: string;
  readonly lang: string | undefined;
}

/** What is told of a problem: in the page's language, or with its own. */
export type Told = string | ToldText;

export function ToldWords({ told }: { readonly told: Told }) {
  return typeof told === 'string' ? told : <span lang={told.lang}>{told.text}</span>;
}
