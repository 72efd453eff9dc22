import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Delivery } from './delivery.types.js';

@ObjectType({ description: 'An alert is on its way.' })
export class DeliveryPayload {
  @Field(() => Delivery, { description: 'The delivery.' })
  delivery: Delivery;
}

@ObjectType({ description: 'Alerts are on their way again.' })
export class ReplayDeliveriesPayload {
  @Field(() => Int, { description: 'How many.' })
  deliveries: number;
}
