export type Encoding = 'gzip' | 'br' | 'identity';

/** What we would rather send, the first first: gzip is kept ready. */
const OURS = ['gzip', 'br', 'identity'] as const;

/** The content coding to answer with (RFC 9110 section 12.5.3). A client that refuses all of ours is given the plain bytes. */
export function acceptedEncoding(header: string | undefined): Encoding {
  const weights = weightsOf(header ?? '');
  const weigh = (name: Encoding): number => weights.get(name) ?? (name === 'identity' ? 0.001 : (weights.get('*') ?? 0));
  const ranked = OURS.map((name) => [name, weigh(name)] as const).filter(([, weight]) => weight > 0);
  const [best] = ranked.sort(([, a], [, b]) => b - a);
  return best?.[0] ?? 'identity';
}

function weightsOf(header: string): Map<string, number> {
  const weights = new Map<string, number>();
  for (const part of header.toLowerCase().split(',').slice(0, 20)) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim());
    const given = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    const weight = given === undefined ? 1 : Number(given);
    if (name !== '') weights.set(name === 'x-gzip' ? 'gzip' : name, Number.isFinite(weight) ? weight : 0);
  }
  return weights;
}
