// A provider of OpenID Connect for the tests: `node provider.mjs <port> <redirect uri>`. Whoever `login_hint` names is
// signed in without being asked. `POST /test/rotate` begins anew with other keys. Prints a line when it listens.
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const [port, redirect] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const people = {
  lan: { email: 'lan@example.vn', email_verified: true, name: 'Nguyễn Thị Lan' },
  minh: { email: 'minh@example.vn', email_verified: true, name: 'Lê Minh' },
  thief: { email: 'lan@example.vn', email_verified: false, name: 'Somebody else' },
  nameless: {},
};

function key(alg) {
  const made = alg === 'RS256' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...made.privateKey.export({ format: 'jwk' }), alg, use: 'sig', kid: `${alg}-${Date.now()}-${Math.random()}` };
}

function provider() {
  const made = new Provider(issuer, {
    clients: [{
      client_id: 'techfest', client_secret: 'secret of the client', redirect_uris: [redirect],
      response_types: ['code'], grant_types: ['authorization_code'], id_token_signed_response_alg: process.env.ALG ?? 'RS256',
    }],
    jwks: { keys: [key('RS256'), key('ES256')] },
    cookies: { keys: ['of this test'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/login/${interaction.uid}` },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  made.use(async (ctx, next) => {
    if (!ctx.path.startsWith('/login/')) return next();
    const { params } = await made.interactionDetails(ctx.req, ctx.res);
    await made.interactionFinished(ctx.req, ctx.res, { login: { accountId: params.login_hint } });
    ctx.respond = false;
  });
  return made.callback();
}

let handle = provider();
createServer((request, response) => {
  if (request.url === '/test/rotate') {
    handle = provider();
    response.end();
  } else {
    handle(request, response);
  }
}).listen(Number(port), '127.0.0.1', () => console.log('listening'));
