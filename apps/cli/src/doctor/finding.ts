/** What one look at the installation showed. */
export interface Finding {
  readonly status: 'ok' | 'warn' | 'fail';
  /** What was looked at. */
  readonly subject: 'configuration' | 'database' | 'queue' | 'mail' | 'clock' | 'data folder' | 'work';
  readonly text: string;
  /** What to do; said of everything that is not ok. */
  readonly advice?: string;
}

export function describeFinding({ status, subject, text, advice }: Finding): string[] {
  const first = `${status.padEnd(4)}  ${subject.padEnd(13)}  ${text}`;
  return advice === undefined ? [first] : [first, `${' '.repeat(21)}→ ${advice}`];
}
