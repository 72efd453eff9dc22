import type { IndicatorType } from '../../api/gql/graphql';

const ADDRESSES: readonly IndicatorType[] = ['DOMAIN', 'EMAIL', 'IPV4', 'IPV6', 'URL'];

/** An address that nobody follows by accident: `hxxps[://]bad[.]example`. The downloads have the values as they are. */
export function defang(type: IndicatorType, value: string): string {
  if (!ADDRESSES.includes(type)) return value;
  const split = type === 'IPV6' ? value.replace(/:(?=[^:]*$)/u, '[:]') : value.replaceAll('.', '[.]').replaceAll('@', '[@]');
  return split.replace(/^(h)tt(ps?):\/\//iu, '$1xx$2[://]').replace(/^ftp:\/\//iu, 'fxp[://]');
}
