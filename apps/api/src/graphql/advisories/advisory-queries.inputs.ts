import { Field, InputType } from '@nestjs/graphql';
import { AdvisoryStateEnum, SectorEnum } from '../vocabulary/enums.js';
import { DateTime } from '../scalars.js';
import { ListFilterInput } from './list-filter.inputs.js';

@InputType({ description: 'What a list is narrowed to: any of the values within one field, all fields together.' })
export class AdvisoryFilterInput extends ListFilterInput {
  @Field(() => [AdvisoryStateEnum], { nullable: true, description: 'PUBLISHED, WITHDRAWN or both; both where none is given.' })
  states?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Vendors, by name.' })
  vendors?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Products: `vendor/product`, the product alone, a package URL or a CPE.' })
  products?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'CVE ids.' })
  cves?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Tags.' })
  tags?: string[] | null;

  @Field(() => [SectorEnum], { nullable: true, description: 'Sectors.' })
  sectors?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Known to be exploited, or not.' })
  exploited?: boolean | null;

  @Field(() => DateTime, { nullable: true, description: 'First published at this instant or after it.' })
  from?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'First published before this instant.' })
  to?: string | null;
}
