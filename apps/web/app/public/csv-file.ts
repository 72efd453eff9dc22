/** RFC 4180. What a spreadsheet would take for a formula is led by an apostrophe. */
export function csvFile(name: string, rows: readonly (readonly string[])[]): Response {
  const body = rows.map((row) => row.map(cell).join(',')).join('\r\n');
  return new Response(`${body}\r\n`, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name.replaceAll(/[^\w.-]/gu, '_')}"`,
    },
  });
}

function cell(text: string): string {
  const tame = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame;
}
