import { CustomScalar, Scalar } from '@nestjs/graphql';
import { GraphQLError, Kind } from 'graphql';
import type { ValueNode } from 'graphql';

/** From the year 1 on: there is no year 0. */
const INSTANT = /^(?!0000)\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** An ISO 8601 instant, always with its offset. It travels as text: a Date would lose the microseconds. */
@Scalar('DateTime', () => DateTime)
export class DateTime implements CustomScalar<string, string> {
  description = 'An instant in ISO 8601 with its offset, as in `2026-11-23T07:12:00.123456Z`.';

  parseValue(value: unknown): string {
    if (typeof value !== 'string' || !INSTANT.test(value) || Number.isNaN(new Date(value).getTime())) {
      throw new GraphQLError(
        `Expected an ISO 8601 instant with an offset, as in 2026-11-23T07:12:00Z; received ${typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : `a ${typeof value}`}.`,
      );
    }
    return value;
  }

  serialize(value: unknown): string {
    return value instanceof Date ? value.toISOString() : String(value);
  }

  parseLiteral(node: ValueNode): string {
    return this.parseValue(node.kind === Kind.STRING ? node.value : undefined);
  }
}
