import type { IndicatorType } from '../../../../api/gql/graphql';

/** What tells one indicator of a list from another: `TYPE value`. */
export function keyOf({ type, value }: { readonly type: IndicatorType; readonly value: string }): string {
  return `${type} ${value}`;
}
