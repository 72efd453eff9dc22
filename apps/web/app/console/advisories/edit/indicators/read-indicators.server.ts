import type { IndicatorInput, IndicatorType } from '../../../../api/gql/graphql';
import { textIn, textsIn } from '../../../../forms/form.server';
import { INDICATOR_TYPES } from '../../vocabulary';

export const MAX_INDICATORS_SHOWN = 200;

/** What is stored, with the remarks of the form and without what was ticked to be taken away; and the one of the last row. */
export function indicatorsIn(form: FormData, stored: readonly IndicatorInput[]): IndicatorInput[] {
  const comments = new Map<string, string | undefined>();
  for (let at = 0; form.has(`indicator.${at}.key`); at += 1)
    comments.set(
      textIn(form, `indicator.${at}.key`),
      form.has(`indicator.${at}.remove`) ? undefined : textIn(form, `indicator.${at}.comment`),
    );
  const kept = stored.flatMap((indicator): IndicatorInput[] => {
    const key = `${indicator.type} ${indicator.value}`;
    // One that the form does not show stays as it is.
    if (!comments.has(key)) return [indicator];
    const comment = comments.get(key);
    if (comment === undefined) return [];
    const { type, value } = indicator;
    return [{ type, value, ...(comment === '' ? {} : { comment }) }];
  });
  const newValue = textIn(form, 'new.value');
  const newComment = textIn(form, 'new.comment');
  const newType = typeIn(textIn(form, 'new.type'));
  if (newValue === '' || newType === undefined || textIn(form, 'do') === 'autosave') return kept;
  return [...kept, { type: newType, value: newValue, ...(newComment === '' ? {} : { comment: newComment }) }];
}

/** What was chosen of what was found: `TYPE value`. */
export function foundIn(form: FormData, stored: readonly IndicatorInput[]): IndicatorInput[] {
  if (textIn(form, 'do') === 'autosave') return [];
  return textsIn(form, 'found').flatMap((text) => {
    const at = text.indexOf(' ');
    const type = typeIn(text.slice(0, at));
    const value = text.slice(at + 1);
    const isKnown = stored.some((each) => each.type === type && each.value === value);
    return type === undefined || isKnown ? [] : [{ type, value }];
  });
}

function typeIn(text: string): IndicatorType | undefined {
  return INDICATOR_TYPES.find((each) => each === text);
}
