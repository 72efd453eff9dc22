/** By which word it is told whether somebody has a second factor; `null` is what the viewer may not know, or not in a session without one. */
export function secondFactorWord(has: boolean | null) {
  if (has === null) return 'second-factor-unknown';
  return has ? 'second-factor-set' : 'second-factor-missing';
}
