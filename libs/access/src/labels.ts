/** TLP 2.0 labels, from the widest to the narrowest. The spelling is FIRST's and is never translated. */
export const TLP_LABELS = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const;
export type TlpLabel = (typeof TLP_LABELS)[number];

/** Whether `b` may be shared less widely than `a`. */
export function isNarrower(b: TlpLabel, a: TlpLabel): boolean {
  return TLP_LABELS.indexOf(b) > TLP_LABELS.indexOf(a);
}

/** How a label is shown: `TLP:` and no space (TLP 2.0 section 1). */
export function labelText(label: TlpLabel): string {
  return `TLP:${label}`;
}

/** Reads a label on import: with or without `TLP:`, any case, and the 1.0 name WHITE, which means CLEAR. */
export function parseLabel(text: string): TlpLabel | undefined {
  const bare = text.trim().toUpperCase().replace(/^TLP:/, '');
  const renamed = bare === 'WHITE' ? 'CLEAR' : bare;
  return TLP_LABELS.find((label) => label === renamed);
}
