const KEYWORDS = [
  ...['AND', 'OR', 'NOT', 'FOLLOWEDBY', 'LIKE', 'MATCHES', 'ISSUPERSET', 'ISSUBSET', 'EXISTS', 'IN'],
  ...['START', 'STOP', 'SECONDS', 'WITHIN', 'REPEATS', 'TIMES', 'true', 'false'],
] as const;
const MARKS = ['<=', '>=', '!=', '=', '<', '>', '(', ')', '[', ']', ':', '.', ',', '*'] as const;

/** `count` is a whole number from 0 on, `integer` one below it; `fraction` and `number` are the same with a point. */
type Kind = 'string' | 'count' | 'integer' | 'fraction' | 'number' | 'timestamp' | 'hex' | 'binary' | 'name' | 'hyphenated name' | 'end';
export type PatternToken = (typeof KEYWORDS)[number] | (typeof MARKS)[number] | Kind;

/** Of each kind one expression, without a choice inside a repetition: a long text costs no more than its length. */
const LITERALS: readonly (readonly [RegExp, PatternToken])[] = [
  [/t'\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?Z'/y, 'timestamp'],
  [/h'[0-9A-Fa-f]*'/y, 'hex'],
  [/b'[A-Za-z0-9+/]+={0,2}'/y, 'binary'],
  [/-\d*\.\d+/y, 'number'],
  [/\+?\d*\.\d+/y, 'fraction'],
  [/-(?:0|[1-9]\d*)(?!\d)/y, 'integer'],
  [/\+?(?:0|[1-9]\d*)(?!\d)/y, 'count'],
];
const WORD = /[A-Za-z_][A-Za-z0-9_-]*/y;
const SPACE = /[ \t\r\n\u000b\u000c\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|\/\*[^]*?\*\/|\/\/[^\r\n]*/y;
const PLAIN = /[^'\\]+|\\['\\]/y;

interface Token {
  readonly kind: PatternToken;
  readonly from: number;
  readonly to: number;
}

/** The words of a pattern one after the other (STIX 2.1 section 9.2 and its grammar). Throws SyntaxError for what is none, or not the one that is expected. */
export class PatternTokens {
  private next: Token;

  constructor(private readonly pattern: string) {
    this.next = this.read(0);
  }

  /** Goes on where the next word is one of these. */
  take(...wanted: readonly PatternToken[]): boolean {
    if (!wanted.includes(this.next.kind)) return false;
    this.next = this.read(this.next.to);
    return true;
  }

  expect(...wanted: readonly PatternToken[]): void {
    if (!this.take(...wanted)) throw this.refusal(wanted.join(', '));
  }

  refusal(expected: string): SyntaxError {
    return refusalAt(this.next.from, expected);
  }

  private read(start: number): Token {
    const from = this.endOfSpace(start);
    if (from === this.pattern.length) return { kind: 'end', from, to: from };
    if (this.pattern[from] === "'") return { kind: 'string', from, to: this.endOfString(from) };
    for (const [expression, kind] of LITERALS) {
      const to = this.endOf(expression, from);
      // Hex digits come in pairs, base 64 in fours; the letter and the two quotes are no part of them.
      const digits = to - from - 3;
      if (to > from && !(kind === 'hex' && digits % 2 !== 0) && !(kind === 'binary' && digits % 4 !== 0)) return { kind, from, to };
    }
    const end = this.endOf(WORD, from);
    if (end > from) return { kind: kindOf(this.pattern.slice(from, end)), from, to: end };
    return this.mark(from);
  }

  /** `==` and `<>` are other ways of writing `=` and `!=`. */
  private mark(from: number): Token {
    const two = this.pattern.slice(from, from + 2);
    if (two === '==' || two === '<>') return { kind: two === '==' ? '=' : '!=', from, to: from + 2 };
    const kind = MARKS.find((mark) => this.pattern.startsWith(mark, from));
    if (kind === undefined) throw refusalAt(from, 'a word of the language');
    return { kind, from, to: from + kind.length };
  }

  private endOfSpace(start: number): number {
    for (let at = start; ;) {
      const end = this.endOf(SPACE, at);
      if (end === at) return at;
      at = end;
    }
  }

  /** In a string, a quote and a backslash have a backslash before them, and nothing else has. */
  private endOfString(start: number): number {
    for (let at = start + 1; ;) {
      if (this.pattern[at] === "'") return at + 1;
      const end = this.endOf(PLAIN, at);
      if (end === at) throw refusalAt(at, at === this.pattern.length ? "the closing '" : "\\' or \\\\");
      at = end;
    }
  }

  /** Where the expression ends that begins here; here, where it does not. */
  private endOf(expression: RegExp, at: number): number {
    expression.lastIndex = at;
    return expression.test(this.pattern) ? expression.lastIndex : at;
  }
}

function kindOf(word: string): PatternToken {
  return KEYWORDS.find((keyword) => keyword === word) ?? (word.includes('-') ? 'hyphenated name' : 'name');
}

function refusalAt(at: number, expected: string): SyntaxError {
  return new SyntaxError(`It is no STIX pattern: character ${at + 1} should begin ${expected === 'end' ? 'nothing more' : expected}.`);
}
