import { Field, InputType } from '@nestjs/graphql';
import { KindEnum, SectorEnum, SeverityEnum } from '../vocabulary/enums.js';

@InputType({
  description: 'What to be told of: any of the values within one criterion, all criteria together. One that is not given asks nothing.',
})
export class CriteriaInput {
  @Field(() => [KindEnum], { nullable: true, description: 'Kinds.' })
  kinds?: string[] | null;

  @Field(() => SeverityEnum, { nullable: true, description: 'This severity or a higher one.' })
  minSeverity?: string | null;

  @Field(() => [String], { nullable: true, description: 'Tags.' })
  tags?: string[] | null;

  @Field(() => [SectorEnum], { nullable: true, description: 'Sectors.' })
  sectors?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Vendors, by name.' })
  vendors?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Products: `vendor/product`, the product alone, a package URL or a CPE; versions are not compared.',
  })
  products?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'CVE ids.' })
  cves?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Words or phrases of the texts; of Chinese at least two characters.' })
  keywords?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Only what was known to be exploited when it was published.' })
  exploitedOnly?: boolean | null;
}
