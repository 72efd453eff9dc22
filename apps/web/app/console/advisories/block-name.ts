import { useTranslations } from 'use-intl';

/** The parts of a text that are compared and commented on. */
export const BLOCKS = [
  'title', 'summary', 'description', 'impact', 'recommendation', 'workarounds', 'affectedProducts', 'vulnerabilities', 'indicators',
  'references', 'tags', 'sectors', 'severity', 'label', 'kind', 'techniques', 'cnvd', 'credits', 'restrictions', 'audience', 'remediations',
] as const; // prettier-ignore
export type Block = (typeof BLOCKS)[number];

/** A block by its name in the page's language; one that is not known here by its own. */
export function useBlockName(): (block: string) => string {
  const t = useTranslations('console.blocks');
  return (block) => {
    const known = BLOCKS.find((each) => each === block);
    return known === undefined ? block : t(known);
  };
}
