// GraphiQL over this page's own session. What is typed stays in this tab: nothing of it is kept on the device.
const place = document.getElementById("graphiql");
const headers = { "techfest-form-token": place.dataset.token };
const kept = new Map();
const storage = {
  get length() { return kept.size; },
  getItem: (name) => kept.get(name) ?? null,
  setItem: (name, value) => { kept.set(name, value); },
  removeItem: (name) => { kept.delete(name); },
  clear: () => kept.clear(),
};
const url = new URL("/graphql", location.href);
const socket = new URL(url);
socket.protocol = url.protocol === "https:" ? "wss:" : "ws:";
const wsClient = graphqlWs.createClient({ url: socket.href, connectionParams: headers });
const fetcher = GraphiQL.createFetcher({ url: url.href, headers, wsClient });
const defaultQuery = `{
  viewer { id kind roles { name } }
  tenants(first: 5) { edges { node { slug name { vi en } } } }
}
`;
ReactDOM.createRoot(place).render(
  React.createElement(GraphiQL, { fetcher, storage, defaultQuery, shouldPersistHeaders: false }),
);
