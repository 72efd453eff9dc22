/** A condition on ids that is prepared: a part of the statement's name, the condition on $1, and the value of $1. */
export interface IdCondition {
  readonly name: string;
  readonly condition: string;
  readonly values: readonly [unknown];
}

/**
 * One id is asked for with `=`, several with `= ANY`. For a list the server compares what a plan for this list would cost with one for any list,
 * which it takes for ten, and plans a list of one anew each time: five times the cost of reading the row.
 */
export function whereIdIn(column: string, type: 'uuid' | 'text', ids: readonly string[]): IdCondition {
  const name = column.replace(/^\w+\./, '');
  return ids.length === 1
    ? { name: `${name}.one`, condition: `${column} = $1::${type}`, values: [ids[0]] }
    : { name: `${name}.many`, condition: `${column} = ANY ($1::${type}[])`, values: [ids] };
}
