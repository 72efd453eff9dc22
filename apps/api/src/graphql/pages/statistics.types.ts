import { Field, Int, ObjectType } from '@nestjs/graphql';
import { connectionType } from '../connection.js';
import { DateTime } from '../scalars.js';
import { KindEnum } from '../vocabulary/enums.js';

@ObjectType({ description: 'How many advisories of each severity.' })
export class SeverityCounts {
  @Field(() => Int, { description: 'Of severity low.' })
  low: number;

  @Field(() => Int, { description: 'Of severity medium.' })
  medium: number;

  @Field(() => Int, { description: 'Of severity high.' })
  high: number;

  @Field(() => Int, { description: 'Of severity critical.' })
  critical: number;
}

@ObjectType({ description: 'What was first published in one month.' })
export class MonthCounts extends SeverityCounts {
  @Field(() => String, { description: 'The month in UTC, as in `2026-11`.' })
  month: string;

  @Field(() => Int, { description: 'All of them.' })
  total: number;

  @Field(() => Int, { description: 'Those that are known to be exploited.' })
  exploited: number;
}

@ObjectType({ description: 'How many advisories of one kind.' })
export class KindCount {
  @Field(() => KindEnum, { description: 'The kind.' })
  kind: string;

  @Field(() => Int, { description: 'How many.' })
  advisories: number;
}

@ObjectType({ description: 'A vendor or product by name, and how many advisories name it.' })
export class NameCount {
  @Field(() => String, { description: '`vendor` or `product`.' })
  kind: string;

  @Field(() => String, { description: 'Its name, as most advisories spell it.' })
  name: string;

  @Field(() => Int, { description: 'How many advisories that the viewer may see name it.' })
  advisories: number;
}

@ObjectType({ description: 'Numbers of the advisories that the viewer may see. What is hidden is in none of them.' })
export class AdvisoryStatisticsType {
  @Field(() => [MonthCounts], { description: 'By the month in which they were first published, oldest first, empty months too.' })
  months: readonly MonthCounts[];

  @Field(() => Int, { description: 'All of these months.' })
  total: number;

  @Field(() => Int, { description: 'Those of these months that are known to be exploited.' })
  exploited: number;

  @Field(() => SeverityCounts, { description: 'By severity.' })
  bySeverity: SeverityCounts;

  @Field(() => [KindCount], { description: 'By kind.' })
  byKind: readonly KindCount[];

  @Field(() => Boolean, { description: 'False where a filter met more than is counted: every number is then at least so much.' })
  isExact: boolean;
}

@ObjectType({ description: 'A version of a product as an advisory writes it.' })
export class ProductVersion {
  @Field(() => String, { description: 'The version or range.' })
  version: string;

  @Field(() => String, { description: 'What is known of it, as CSAF spells it: `known_affected`, `fixed`, …' })
  status: string;
}

@ObjectType({ description: 'A product that advisories name.' })
export class NamedProduct {
  @Field(() => String, { description: 'Who makes it, as most advisories spell it.' })
  vendor: string;

  @Field(() => String, { description: 'Its name, as most advisories spell it; case and blanks make no other product.' })
  product: string;

  @Field(() => Int, { description: 'How many advisories that the viewer may see name it: all of them.' })
  advisories: number;

  @Field(() => Int, { description: 'Those of them that are known to be exploited.' })
  exploited: number;

  @Field(() => DateTime, { description: 'When the newest of them was first published.' })
  lastPublishedAt: string;

  @Field(() => [ProductVersion], { description: 'Versions as the newest 10 of them write them; at most 50.' })
  versions: readonly ProductVersion[];
}

@ObjectType({ description: 'A page of the products of a vendor.' })
export class NamedProductConnection extends connectionType(NamedProduct, 'NamedProduct') {}
