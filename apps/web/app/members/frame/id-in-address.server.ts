import { notFound } from '../../api/api.server';

/** An opaque id out of an address; anything else is not found, without asking. */
export function idIn(text: string | undefined): string {
  if (text === undefined || !/^[A-Za-z0-9_-]{1,200}$/u.test(text)) notFound();
  return text;
}

/** The cursor after which a list goes on, from the address. */
export function afterIn(request: Request): string | null {
  return new URL(request.url).searchParams.get('after');
}

/** The address of the next page, with the same filters; undefined on the last. */
export function nextPage(
  request: Request,
  { hasNextPage, endCursor }: { readonly hasNextPage: boolean; readonly endCursor?: string | null },
) {
  const { pathname, searchParams } = new URL(request.url);
  const first = new URLSearchParams(searchParams);
  first.delete('after');
  first.delete('done');
  const next = new URLSearchParams(first);
  next.set('after', endCursor ?? '');
  const address = (params: URLSearchParams) => (params.size === 0 ? pathname : `${pathname}?${params.toString()}`);
  return {
    first: searchParams.has('after') ? address(first) : undefined,
    next: hasNextPage && endCursor ? address(next) : undefined,
  };
}
