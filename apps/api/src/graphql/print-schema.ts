import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { RESOLVERS } from './resolvers.js';
import { DateTime } from './scalars.js';

const HEADER = '# Written by `npm run schema:print` from the resolvers of apps/api. A test compares it with them.\n\n';

/** The schema as it is committed: sorted, with its descriptions. Needs neither a configuration nor a database. */
export async function printApiSchema(): Promise<string> {
  const context = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, { logger: false });
  try {
    const schema = await context.get(GraphQLSchemaFactory).create([...RESOLVERS], [DateTime]);
    return `${HEADER}${printSchema(lexicographicSortSchema(schema))}\n`;
  } finally {
    await context.close();
  }
}
