// A foreign client of graphql-transport-ws: `node ws.mjs <modules> <url> <token>`. Each event is one line of JSON.
import { createRequire } from "node:module";
const [modules, url, token] = process.argv.slice(2);
const require = createRequire(modules);
const { createClient } = require("graphql-ws");
const say = (what, value = null) => console.log(JSON.stringify([what, value]));

const client = createClient({
  url,
  webSocketImpl: require("ws").WebSocket,
  connectionParams: { Authorization: `Bearer ${token}` },
  retryAttempts: 0,
  lazy: false,
  on: { connected: () => say("connected"), closed: (event) => say("closed", event.code) },
});
const run = (name, query) => new Promise((over) => client.subscribe({ query }, {
  next: (value) => say(name, value),
  error: (error) => { say(`${name} error`, Array.isArray(error) ? error.map((e) => e.extensions.code) : String(error)); over(); },
  complete: () => { say(`${name} complete`); over(); },
}));
await run("query", "{ tenants { totalCount } }");
await run("wrong", "{ odd }");
await run("job", 'subscription { job(jobId: "job-00001") { done status } }');
await client.dispose();
