import { mutate, query } from '../../../api/api.server';
import { ConcerningDocument, EndpointChoicesDocument } from '../../../api/gql/graphql';
import type { ConcerningQuery, EndpointChoiceFragment, SubscriptionPartsFragment } from '../../../api/gql/graphql';
import { textIn, textsIn } from '../../../forms/form.server';
import { errorsFor, errorWords } from '../../frame/words.server';
import type { FieldNames } from '../../frame/words.server';
import type { FormErrors } from '../../../ui/static/error-summary';
import { FREQUENCIES, KINDS, SECTORS, SEVERITIES } from '../criteria-choices';
import { criteriaOf, NEW_WISH } from './wish';
import type { Wish } from './wish';

export function wishIn(form: FormData): Wish {
  const among = <Value extends string>(all: readonly Value[], name: string) => all.filter((value) => textsIn(form, name).includes(value));
  return {
    name: textIn(form, 'name'),
    minSeverity: among(SEVERITIES, 'minSeverity')[0] ?? NEW_WISH.minSeverity,
    kinds: among(KINDS, 'kinds'),
    sectors: among(SECTORS, 'sectors'),
    tags: textIn(form, 'tags'),
    vendors: textIn(form, 'vendors'),
    products: textIn(form, 'products'),
    cves: textIn(form, 'cves'),
    keywords: textIn(form, 'keywords'),
    exploitedOnly: textIn(form, 'exploitedOnly') === 'yes',
    frequency: among(FREQUENCIES, 'frequency')[0] ?? NEW_WISH.frequency,
    timeZone: textIn(form, 'timeZone'),
    endpointIds: textsIn(form, 'endpointIds'),
    isShared: textIn(form, 'isShared') === 'yes',
  };
}

export function wishOf({ name, criteria, frequency, timeZone, endpoints, isShared }: SubscriptionPartsFragment): Wish {
  const lines = (values: readonly string[]) => values.join('\n');
  return {
    name,
    ...criteria,
    tags: lines(criteria.tags),
    vendors: lines(criteria.vendors),
    products: lines(criteria.products),
    cves: lines(criteria.cves),
    keywords: lines(criteria.keywords),
    frequency,
    timeZone,
    endpointIds: endpoints.map(({ id }) => id),
    isShared,
  };
}

export async function endpointChoices(request: Request): Promise<EndpointChoiceFragment[]> {
  const { endpoints } = await query(request, EndpointChoicesDocument);
  return endpoints.nodes;
}

/** Where the API's issues stand in the form. */
export const WISH_FIELDS: FieldNames = {
  'criteria.tags': 'tags',
  'criteria.vendors': 'vendors',
  'criteria.products': 'products',
  'criteria.cves': 'cves',
  'criteria.keywords': 'keywords',
  name: 'name',
  timeZone: 'timeZone',
  endpointIds: 'endpointIds',
  frequency: 'frequency',
};

export interface WishAnswer {
  readonly wish: Wish;
  readonly errors: FormErrors;
  readonly preview?: ConcerningQuery['previewCriteria'] | undefined;
}

/** What the criteria would have matched in 90 days, or what is wrong with them. */
export async function previewOf(request: Request, wish: Wish): Promise<WishAnswer> {
  const { done, refusal } = await mutate(request, ConcerningDocument, { criteria: criteriaOf(wish) });
  if (refusal === undefined) return { wish, errors: {}, preview: done.previewCriteria };
  return { wish, errors: errorsFor(request, refusal, { ...WISH_FIELDS, ...bare(WISH_FIELDS) }) };
}

/** Of a preview the paths begin with the criterion itself. */
function bare(fields: FieldNames): FieldNames {
  return Object.fromEntries(Object.entries(fields).map(([path, field]) => [path.replace('criteria.', ''), field]));
}

/** What is wrong where no endpoint is chosen: that, after whatever is wrong with the criteria, in the order of the form. Nothing where one is. */
export async function missingIn(request: Request, wish: Wish): Promise<FormErrors> {
  if (wish.endpointIds.length > 0) return {};
  const { errors } = await previewOf(request, wish);
  return { ...errors, endpointIds: errorWords(request)('field.endpointIds') };
}
