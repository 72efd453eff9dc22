// What a person reads when everything is up.

const print = (line) => process.stdout.write(`${line}\n`);

export function welcome(environment, accounts, seconds) {
  const rows = [
    ['Portal', `http://localhost:${environment.WEB_PORT}`],
    ['Console', `http://localhost:${environment.WEB_PORT}/console  (sign in as analyst@cert.example)`],
    ['GraphQL', `http://localhost:${environment.API_PORT}/graphql`],
    ...(environment.SMTP_URL
      ? []
      : [['Mailbox', `http://localhost:${environment.WORKER_PORT}/mailbox  (mail is kept here, since SMTP_URL is not set)`]]),
    ['Data', `${environment.DATA_DIR}  (logs in logs/)`],
    ['Import', 'npm run cli -- import PATH --publish --as reviewer@cert.example'],
    ['Check', 'npm run cli -- doctor'],
    ['Stop', 'Ctrl-C; the next start goes on with the same data'],
  ];
  print('');
  print(`Harbourlight is running (${seconds} s).`);
  print('');
  for (const [title, text] of rows) print(`  ${title.padEnd(9)}${text}`);
  if (accounts !== '') {
    print('');
    for (const line of accounts.trimEnd().split('\n')) print(`  ${line}`.trimEnd());
  }
  print('');
}
