import { Args } from '@nestjs/graphql';

/** The one argument of a mutation; its type says what it holds. */
export function Input(): ParameterDecorator {
  return Args('input', { description: 'What is to be done; its type says more.' });
}
