import Provider, { type ClientMetadata, type Configuration } from 'oidc-provider';
import { sendErrorPage } from './error-page.ts';
import { type Fault, faultInjection } from './faults.ts';
import { frontPage } from './front-page.ts';
import { inMemoryAdapter } from './in-memory-adapter.ts';
import { interactionPath, interactionRoutes, isInteractionPath } from './interaction.ts';
import type { ProviderKeys } from './keys.ts';
import { type AccountRegistry, createAccountRegistry, type DemoLearner, emailOf } from './learner.ts';
import { errorPages, redirectToOwnHost } from './middleware.ts';

/** A first-party client: authenticates with `client_secret_basic` and needs no consent. */
export interface IdentityClient {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The only redirect URI, compared exactly. */
  readonly redirectUri: string;
}

/** Options of a provider. */
export interface ProviderOptions {
  /** Origin without a trailing slash. */
  readonly issuer: string;
  /** Origin of the sign-in page. */
  readonly loginOrigin: string;
  readonly clients: readonly IdentityClient[];
  readonly learners: readonly DemoLearner[];
  readonly keys: ProviderKeys;
  /** Returns the current fault, called for every request. */
  readonly fault: () => Fault;
}

const HOUR = 60 * 60;
const DAY = 24 * HOUR;

/** The upper limit of a grant. */
const MAX_SCOPE = 'openid email';

/** Creates the provider with its pages, not listening yet. */
export function createProvider({ issuer, loginOrigin, clients, learners, keys, fault }: ProviderOptions): Provider {
  const accounts = createAccountRegistry();
  const provider = new Provider(issuer, configuration(clients, keys, accounts, loginOrigin));
  provider.use(faultInjection(fault));
  provider.use(redirectToOwnHost((path) => (isInteractionPath(path) ? loginOrigin : issuer)));
  provider.use(errorPages);
  provider.use(frontPage);
  provider.use(interactionRoutes(provider, learners, accounts));
  return provider;
}

function configuration(
  clients: readonly IdentityClient[],
  keys: ProviderKeys,
  accounts: AccountRegistry,
  loginOrigin: string,
): Configuration {
  return {
    adapter: inMemoryAdapter(),
    clients: clients.map(clientMetadata),
    jwks: { keys: keys.signingKeys },
    // Cookies ignore the port, so `localhost` shares them with every local Worker: use distinct names.
    cookies: {
      keys: [...keys.cookieKeys],
      names: { session: 'identity_session', interaction: 'identity_interaction', resume: 'identity_resume' },
    },
    scopes: ['openid', 'email'],
    claims: { openid: ['sub', 'preferred_username'], email: ['email', 'email_verified'] },
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    ttl: {
      AccessToken: HOUR,
      AuthorizationCode: 60,
      IdToken: HOUR,
      Interaction: HOUR,
      Session: 14 * DAY,
      Grant: 14 * DAY,
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      rpInitiatedLogout: { enabled: false },
    },
    clientBasedCORS: () => false,
    findAccount: (_ctx, subject) => accountOf(subject, accounts),
    loadExistingGrant,
    interactions: { url: (_ctx, interaction) => loginOrigin + interactionPath(interaction.uid) },
    renderError: (ctx, out) => sendErrorPage(ctx, ctx.status, out),
  };
}

function clientMetadata({ clientId, clientSecret, redirectUri }: IdentityClient): ClientMetadata {
  return {
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uris: [redirectUri],
    grant_types: ['authorization_code'],
    response_types: ['code'],
    token_endpoint_auth_method: 'client_secret_basic',
    id_token_signed_response_alg: 'RS256',
  };
}

/** The library filters the claims: in the code flow, userinfo has the e-mail and the ID token does not. */
function accountOf(subject: string, accounts: AccountRegistry) {
  const login = accounts.loginOf(subject);
  if (login === undefined) return undefined;
  return {
    accountId: subject,
    claims: () => ({ sub: subject, preferred_username: login, email: emailOf(login), email_verified: true }),
  };
}

/** Creates missing grants without consent, as the documentation of oidc-provider recommends for first-party clients. */
const loadExistingGrant: Configuration['loadExistingGrant'] = async ({ oidc }) => {
  const { client, account, provider, session } = oidc;
  if (!client || !account) return undefined;
  const grantId = session?.grantIdFor(client.clientId);
  const existing = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  if (existing) return existing;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: account.accountId });
  grant.addOIDCScope(MAX_SCOPE);
  await grant.save();
  return grant;
};
