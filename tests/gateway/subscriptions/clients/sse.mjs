// A foreign client of graphql-sse: `node sse.mjs <modules> <url> <token>`. Each event is one line of JSON.
import { createRequire } from "node:module";
const [modules, url, token] = process.argv.slice(2);
const { createClient } = createRequire(modules)("graphql-sse");
const say = (what, value = null) => console.log(JSON.stringify([what, value]));

const client = createClient({ url, headers: { Authorization: `Bearer ${token}` }, retryAttempts: 0 });
const run = (name, query) => new Promise((over) => client.subscribe({ query }, {
  next: (value) => say(name, value),
  error: (error) => { say(`${name} error`, String(error)); over(); },
  complete: () => { say(`${name} complete`); over(); },
}));
say("connected");
await run("query", "{ tenants { totalCount } }");
await run("wrong", "{ odd }");
await run("job", 'subscription { job(jobId: "job-00001") { done status } }');
client.dispose();
