/** Who posts a form of a public page: a visitor with an address, for the API's limits, and never somebody who is signed in. */
export function visitorOf(request: Request): Request {
  const address = request.headers.get('x-visitor-address');
  return new Request(request.url, address === null ? {} : { headers: { 'x-visitor-address': address } });
}
