// The limit of `start`: one prepared statement and JSON, in plain JavaScript, so that nothing is compiled when it starts.
import { createServer } from 'node:http';
import pg from 'pg';

const [, , url, port] = process.argv;
const pool = new pg.Pool({ connectionString: url, max: 10 });
const text = `SELECT id, tracking_id AS "trackingId", title, summary, severity, label, published_at AS "publishedAt" FROM advisories.advisory
  WHERE tracking_id = $1`;
const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const { variables } = JSON.parse(Buffer.concat(chunks).toString());
    void pool.query({ name: 'one', text, values: [variables.id] }).then(({ rows: [advisory] }) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data: { advisory } }));
    });
  });
});
await pool.query('SELECT 1');
server.listen(Number(port), '127.0.0.1');
