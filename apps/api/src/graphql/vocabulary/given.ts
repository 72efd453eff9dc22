/** GraphQL has two ways to give nothing. */
export function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

type Given<Input> = { [Field in keyof Input]?: Exclude<Input[Field], null> };

/** The fields of an input that were given, for use cases that know no null. */
export function given<Input extends object>(input: Input): Given<Input> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => !isAbsent(value))) as Given<Input>;
}
