/** The headers of pages whose address holds a token: nobody keeps them, and no link tells where it came from. */
export function keptByNobody(): Record<string, string> {
  return { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };
}
