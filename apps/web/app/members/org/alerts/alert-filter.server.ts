import type { AdvisoryFilterInput, AdvisoryKind, Severity, TlpLabel } from '../../../api/gql/graphql';
import { KINDS, LABELS, SEVERITIES } from '../criteria-choices';

export interface AlertFilter {
  readonly q: string;
  readonly severities: readonly Severity[];
  readonly kinds: readonly AdvisoryKind[];
  readonly labels: readonly TlpLabel[];
  readonly exploited: boolean;
}

/** The filter as it stands in the address; what is none of ours is left aside. */
export function alertFilterIn(request: Request): AlertFilter {
  const { searchParams } = new URL(request.url);
  return {
    q: (searchParams.get('q') ?? '').trim().slice(0, 200),
    severities: known(SEVERITIES, searchParams.getAll('severity')),
    kinds: known(KINDS, searchParams.getAll('kind')),
    labels: known(LABELS, searchParams.getAll('label')),
    exploited: searchParams.get('exploited') === 'yes',
  };
}

export function toApiFilter({ severities, kinds, labels, exploited }: AlertFilter): AdvisoryFilterInput {
  return {
    ...(severities.length === 0 ? {} : { severities: [...severities] }),
    ...(kinds.length === 0 ? {} : { kinds: [...kinds] }),
    ...(labels.length === 0 ? {} : { labels: [...labels] }),
    ...(exploited ? { exploited: true } : {}),
  };
}

function known<Value extends string>(all: readonly Value[], given: readonly string[]): Value[] {
  return all.filter((value) => given.includes(value));
}
