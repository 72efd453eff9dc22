/** Where a command writes and reads. Its answer goes to `out` and everything said beside it to `err`, so that an answer can be piped on. */
export interface Terminal {
  /** One line of the answer. */
  out(line: string): void;
  /** One line for the person who watches. */
  err(line: string): void;
  /** Writes over the last such line; does nothing where it cannot. An empty text takes it away. */
  rewrite(text: string): void;
  /** Whether a person sees `err` on a terminal. */
  readonly isInteractive: boolean;
  /** All of stdin; what is over two megabytes is cut off. */
  readInput(): Promise<Buffer>;
}
