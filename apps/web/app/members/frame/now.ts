/** The time of the server that renders the page, in milliseconds since 1970. */
export function nowMs(): number {
  return new Date().getTime();
}
