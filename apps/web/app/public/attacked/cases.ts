/** What happens to people most often, with the article that says more. */
export const CASES = [
  ['mail', 'email-account-broken-into'],
  ['ransomware', 'ransomware'],
  ['scam', 'phishing'],
  ['website', 'shop-website'],
  ['device', 'lost-phone'],
] as const;
