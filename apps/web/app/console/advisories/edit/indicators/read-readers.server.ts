import type { AudienceInput, IndicatorInput, IndicatorType, TlpLabel } from '../../../../api/gql/graphql';
import { textIn, textsIn } from '../../../../forms/form.server';
import { LABELS } from '../../vocabulary';
import { audienceIn } from '../audience/read-audience.server';
import type { DraftChanges } from '../save.server';
import { keyOf } from './indicator-key';

interface Stored {
  readonly type: IndicatorType;
  readonly value: string;
  readonly comment: string | null;
}

/** What a form said, to be shown again where it is refused. */
export interface TypedReaders {
  readonly of: readonly string[];
  readonly label: TlpLabel | null;
  readonly audience: ReturnType<typeof audienceIn>;
  readonly isForEveryone: boolean;
}

interface Read {
  readonly changes: DraftChanges;
  readonly typed: TypedReaders;
  readonly problem?: { readonly field: string; readonly why: 'which' | 'nobody' | 'both' };
}

/**
 * The readers of the chosen indicators. A form that names no narrower readers is refused unless its box says so: readers are made wider by a
 * decision, and never because something was forgotten. Of every other indicator nothing is said, so that its readers stay.
 */
export function readReaders(form: FormData, stored: readonly Stored[]): Read {
  const chosen = new Set(textsIn(form, 'of'));
  const label: TlpLabel | null = LABELS.find((each) => each === textIn(form, 'label')) ?? null;
  const audience = audienceIn(form);
  const isNarrow = label !== null || !namesNobody(audience);
  const isForEveryone = textIn(form, 'everyone') === 'yes';
  const typed = { of: [...chosen], label, audience, isForEveryone };
  if (!stored.some((each) => chosen.has(keyOf(each)))) return refuse(typed, 'of', 'which');
  if (isNarrow === isForEveryone) return isNarrow ? refuse(typed, 'everyone', 'both') : refuse(typed, 'audience', 'nobody');
  const readers = isForEveryone ? { label: null, audience: null } : { label, audience: namesNobody(audience) ? null : audience };
  const indicators = stored.map(({ type, value, comment }): IndicatorInput => ({
    type,
    value,
    ...(comment === null ? {} : { comment }),
    ...(chosen.has(keyOf({ type, value })) ? readers : {}),
  }));
  return { typed, changes: { content: { indicators } } };
}

function refuse(typed: TypedReaders, field: string, why: 'which' | 'nobody' | 'both'): Read {
  return { typed, changes: {}, problem: { field, why } };
}

function namesNobody(audience: AudienceInput): boolean {
  return Object.values(audience).every((list) => Array.isArray(list) && list.length === 0);
}
