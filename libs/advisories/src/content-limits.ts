/** How much one advisory may hold. The largest real documents stay below a quarter of each. */
export const CONTENT_LIMITS = {
  titleCharacters: 1_000,
  /** One text: a description, a note, a step. The longest note met in 10,778 documents has 35,692. */
  textCharacters: 200_000,
  /** One name, id, version or address. The longest product name met has 764. */
  lineCharacters: 10_000,
  tagCharacters: 60,
  tags: 100,
  steps: 500,
  /** Any other list: products, vulnerabilities, references, indicators. */
  listEntries: 50_000,
  /** All of it, as JSON. The largest real document has 4 MB. */
  contentCharacters: 40_000_000,
} as const;
