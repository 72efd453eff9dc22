import type { IndicatorType } from '../../api/gql/graphql';

const ADDRESSES: ReadonlySet<IndicatorType> = new Set(['DOMAIN', 'EMAIL', 'IPV4', 'IPV6', 'URL']);

/** An address that no program makes a link of and nobody opens by accident: `hxxps[:]//evil[.]example`. */
export function defang(type: IndicatorType, value: string): string {
  if (!ADDRESSES.has(type)) return value;
  const plain = value.replace(/^http/iu, 'hxxp').replace('://', '[:]//').replace('@', '[@]');
  return type === 'IPV6' ? plain.replaceAll(':', '[:]') : plain.replaceAll('.', '[.]');
}
