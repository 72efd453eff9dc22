/** By which word it is told whether somebody has a second factor; of colleagues only an administrator of the organisation is told. */
export function secondFactorWord(has: boolean | null) {
  if (has === null) return 'not-known';
  return has ? 'enrolled' : 'not-enrolled';
}
