/** An address with some of its parameters changed; an undefined one is left out, and the list begins anew. */
export function addressWith(
  path: string,
  now: Readonly<Record<string, string>>,
  changed: Readonly<Record<string, string | undefined>>,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(withoutAfter(now, changed))) if (value) query.set(name, value);
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

function withoutAfter(
  now: Readonly<Record<string, string>>,
  changed: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  return { ...now, after: undefined, ...changed };
}
