/** How far back the statistics may look, in months. */
export const SPANS = [12, 24, 60] as const;

export function readMonths(query: URLSearchParams): number {
  return SPANS.find((span) => String(span) === query.get('months')) ?? SPANS[0];
}

/** Names for months that fit under a bar: every month of a year, else every sixth. */
export function axisLabel(month: string, at: number, span: number): string {
  const [year = '', number = ''] = month.split('-');
  if (span <= 12) return number === '01' || at === 0 ? `${number}/${year.slice(2)}` : number;
  return number === '01' || (span <= 24 && number === '07') ? `${number}/${year.slice(2)}` : '';
}
