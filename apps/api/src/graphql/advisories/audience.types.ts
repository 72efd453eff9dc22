import type { TlpLabel } from '#libs/access';
import { Field, ID, ObjectType } from '@nestjs/graphql';
import { LabelEnum, SectorEnum, TierEnum } from '../vocabulary/enums.js';

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

@ObjectType({ description: 'Who allowed a text to be shared more widely than its source, or than the revision before it.' })
export class SharingPermissionType {
  @Field(() => String, { description: 'Who gave it.' })
  grantedBy: string;

  @Field(() => String, { description: 'Where that is written.' })
  reference: string;
}

@ObjectType({ description: 'How a text was shared that another takes the place of: the revision before, or an imported document.' })
export class SharedBeforeType {
  @Field(() => LabelEnum, { description: 'Its label.' })
  label: TlpLabel;

  @Field(() => String, { description: 'Its label as FIRST spells it, as in `TLP:AMBER+STRICT`.' })
  labelText: string;

  @Field(() => AudienceType, {
    nullable: true,
    description: 'Whom it addressed; none of an imported document, of which the label alone is known.',
  })
  audience?: AudienceType | null;
}
