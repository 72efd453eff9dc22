/**
 * The headers of pages whose address holds a token: nobody keeps them. Where they came from is told to our own pages alone, as everywhere;
 * `no-referrer` would make a browser send `Origin: null` with the form (Fetch, section 3.2), which is refused.
 */
export function keptByNobody(): Record<string, string> {
  return { 'cache-control': 'no-store' };
}
