// The audits of GraphQL over HTTP, by those who wrote it down: `node audit.mjs <url>`. Prints a line of JSON for each.
import { serverAudits } from 'graphql-http';

for (const audit of serverAudits({ url: process.argv[2] })) {
  const { id, name, status, reason } = await audit.fn();
  console.log(JSON.stringify({ id, name, status, reason }));
}
