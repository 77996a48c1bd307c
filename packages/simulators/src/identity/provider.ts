import Provider, { type ClientMetadata, type Configuration } from 'oidc-provider';
import { sendErrorPage } from './error-page.ts';
import { type Fault, faultGate } from './faults.ts';
import { inMemoryStore } from './in-memory-store.ts';
import { interactionPath, interactionRoutes } from './interaction.ts';
import type { ProviderKeys } from './keys.ts';
import { type DemoLearner, emailOf, type SignedInLearners, signedInLearners } from './learner.ts';
import { oneSpelling, readableErrors } from './request-guard.ts';

/** A first-party client: it signs in with its secret (`client_secret_basic`) and is never asked about. */
export interface IdentityClient {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The only address that a code is sent to; compared exactly. */
  readonly redirectUri: string;
}

/** What one provider is made of. */
export interface ProviderParts {
  /** Origin, without a slash at the end. */
  readonly issuer: string;
  readonly clients: readonly IdentityClient[];
  readonly learners: readonly DemoLearner[];
  readonly keys: ProviderKeys;
  /** The fault to play, asked at every request. */
  readonly fault: () => Fault;
}

const HOUR = 60 * 60;
const DAY = 24 * HOUR;

/** Everything that a client may be granted; a client gets what it asked for of it. */
const GRANTED_SCOPE = 'openid email';

/** The provider with its pages, not listening yet. */
export function createProvider({ issuer, clients, learners, keys, fault }: ProviderParts): Provider {
  const signedIn = signedInLearners();
  const provider = new Provider(issuer, configuration(clients, keys, signedIn));
  provider.use(faultGate(fault));
  provider.use(oneSpelling(issuer));
  provider.use(readableErrors);
  provider.use(interactionRoutes(provider, learners, signedIn));
  return provider;
}

function configuration(
  clients: readonly IdentityClient[],
  keys: ProviderKeys,
  signedIn: SignedInLearners,
): Configuration {
  return {
    adapter: inMemoryStore(),
    clients: clients.map(clientMetadata),
    jwks: { keys: keys.signingKeys },
    // The cookie jar of `localhost` is shared with every local Worker: ports do not divide it.
    cookies: {
      keys: [...keys.cookieKeys],
      names: { session: 'identity_session', interaction: 'identity_interaction', resume: 'identity_resume' },
    },
    scopes: ['openid', 'email'],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
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
    findAccount: (_ctx, subject) => accountOf(subject, signedIn),
    loadExistingGrant,
    interactions: { url: (_ctx, interaction) => interactionPath(interaction.uid) },
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

/** The library sorts the claims itself: with a code flow the e-mail stands in userinfo only. */
function accountOf(subject: string, signedIn: SignedInLearners) {
  const login = signedIn.loginOf(subject);
  if (login === undefined) return undefined;
  return {
    accountId: subject,
    claims: () => ({ sub: subject, email: emailOf(login), email_verified: true }),
  };
}

/** The library's recipe for first-party clients: a grant that the client has not got yet is made without a question. */
const loadExistingGrant: Configuration['loadExistingGrant'] = async ({ oidc }) => {
  const { client, account, provider, session } = oidc;
  if (!client || !account) return undefined;
  const grantId = session?.grantIdFor(client.clientId);
  const existing = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  if (existing) return existing;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: account.accountId });
  grant.addOIDCScope(GRANTED_SCOPE);
  await grant.save();
  return grant;
};
