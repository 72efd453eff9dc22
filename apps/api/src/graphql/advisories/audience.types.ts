import { Field, ID, ObjectType } from '@nestjs/graphql';
import { SectorEnum, TierEnum } from '../vocabulary/enums.js';

@ObjectType({ description: 'A sector within one tier.' })
export class TierSector {
  @Field(() => TierEnum, { description: 'The tier.' })
  tier: string;

  @Field(() => SectorEnum, { description: 'The sector.' })
  sector: string;
}

@ObjectType({ description: 'Whom the author addresses.' })
export class AudienceType {
  @Field(() => [TierEnum], { description: 'All organisations of these tiers.' })
  tiers: readonly string[];

  @Field(() => [SectorEnum], { description: 'All organisations of these sectors.' })
  sectors: readonly string[];

  @Field(() => [TierSector], { description: 'All organisations of these sectors within one tier.' })
  tierSectors: TierSector[];

  @Field(() => [ID], { description: 'Ids of closed groups.' })
  groups: string[];

  @Field(() => [ID], { description: 'Ids of organisations.' })
  organisations: string[];

  @Field(() => [ID], { description: 'Ids of persons.' })
  persons: string[];
}
