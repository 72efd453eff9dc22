import type { ListRequest } from '#libs/advisories';
import { ObjectType } from '@nestjs/graphql';
import { connectionType } from '../connection.js';
import { Advisory } from './advisory.types.js';

@ObjectType({ description: 'A page of advisories.' })
export class AdvisoryConnection extends connectionType(Advisory, 'Advisory') {}

@ObjectType({ description: 'A page of what was found.' })
export class SearchConnection extends connectionType(Advisory, 'FoundAdvisory') {
  /** What was searched for, for counting it when that is asked for. */
  request?: Pick<ListRequest, 'filter' | 'search'>;
}
