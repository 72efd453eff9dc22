import { PatternTokens } from './pattern-tokens.js';

/** Brackets within brackets; deeper than anybody writes, and far from the end of the stack. */
const MAX_DEPTH = 100;

/**
 * What is wrong with a pattern in the language of STIX 2.1 section 9, in one sentence; undefined where it is of the grammar. Whether its object types and
 * properties exist is not asked: they may be the producer's own.
 */
export function patternProblem(pattern: string): string | undefined {
  try {
    const tokens = new PatternTokens(pattern);
    observations(tokens, 0);
    tokens.expect('end');
    return undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    throw error;
  }
}

/** All of one level, since the order in which operators bind says nothing of what may stand where. */
function observations(tokens: PatternTokens, depth: number): void {
  do {
    if (tokens.take('(')) {
      observations(tokens, deeper(tokens, depth));
      tokens.expect(')');
    } else {
      tokens.expect('[');
      comparisons(tokens, depth);
      tokens.expect(']');
    }
    while (qualifier(tokens));
  } while (tokens.take('AND', 'OR', 'FOLLOWEDBY'));
}

function qualifier(tokens: PatternTokens): boolean {
  if (tokens.take('START')) {
    tokens.expect('timestamp');
    tokens.expect('STOP');
    tokens.expect('timestamp');
  } else if (tokens.take('WITHIN')) {
    tokens.expect('count', 'fraction');
    tokens.expect('SECONDS');
  } else if (tokens.take('REPEATS')) {
    tokens.expect('count');
    tokens.expect('TIMES');
  } else return false;
  return true;
}

function comparisons(tokens: PatternTokens, depth: number): void {
  do {
    if (tokens.take('(')) {
      comparisons(tokens, deeper(tokens, depth));
      tokens.expect(')');
    } else propertyTest(tokens);
  } while (tokens.take('AND', 'OR'));
}

function propertyTest(tokens: PatternTokens): void {
  const isNegated = tokens.take('NOT');
  if (tokens.take('EXISTS')) {
    objectPath(tokens);
    return;
  }
  if (isNegated) throw tokens.refusal('EXISTS');
  objectPath(tokens);
  tokens.take('NOT');
  if (tokens.take('=', '!=')) tokens.expect(...ORDERABLE, 'true', 'false');
  else if (tokens.take('<', '<=', '>', '>=')) tokens.expect(...ORDERABLE);
  else if (tokens.take('IN')) set(tokens);
  else {
    tokens.expect('LIKE', 'MATCHES', 'ISSUBSET', 'ISSUPERSET');
    tokens.expect('string');
  }
}

const ORDERABLE = ['string', 'count', 'integer', 'fraction', 'number', 'timestamp', 'hex', 'binary'] as const;

function set(tokens: PatternTokens): void {
  tokens.expect('(');
  if (tokens.take(')')) return;
  do tokens.expect(...ORDERABLE, 'true', 'false');
  while (tokens.take(','));
  tokens.expect(')');
}

/** A name with a hyphen is a type, or stands in quotes. */
function objectPath(tokens: PatternTokens): void {
  tokens.expect('name', 'hyphenated name');
  tokens.expect(':');
  tokens.expect('name', 'string');
  for (;;) {
    if (tokens.take('.')) tokens.expect('name', 'string');
    else if (tokens.take('[')) {
      tokens.expect('count', 'integer', '*');
      tokens.expect(']');
    } else return;
  }
}

function deeper(tokens: PatternTokens, depth: number): number {
  if (depth >= MAX_DEPTH) throw tokens.refusal(`at most ${MAX_DEPTH} brackets within brackets`);
  return depth + 1;
}
