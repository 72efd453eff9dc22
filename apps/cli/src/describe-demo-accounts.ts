import type { DemoAccount } from '#libs/accounts';

/** What a person needs to sign in as each of the demonstration's people. */
export function describeDemoAccounts(accounts: readonly DemoAccount[]): string[] {
  const rows = accounts.map(({ email, organisation, roles, totpSecret }) => [
    email,
    roles.join(', ').replaceAll('_', ' '),
    organisation ?? 'the public',
    totpSecret,
  ]);
  const table = [['Account', 'Roles', 'Organisation', 'TOTP secret'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const passwords = [...new Set(accounts.map(({ password }) => password))];
  return [
    ...table.map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    ),
    '',
    `Password  ${passwords.join(' | ')}`,
    'Code      npm run cli -- demo code analyst@cert.example   (for the second factor; or give the secret to an authenticator app)',
    'Token     npm run cli -- token create --as analyst@cert.example',
  ];
}
