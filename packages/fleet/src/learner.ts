import {
  auth,
  Client,
  extractWWWAuthenticateParams,
  type OAuthClientProvider,
  StreamableHTTPClientTransport,
  UnauthorizedError,
} from '@modelcontextprotocol/client';
import { type Answers, ScriptedBrowser } from './browser.ts';

/** The command line's redirect address; nothing listens there, the scripted browser stops before it. */
const REDIRECT_URL = 'http://localhost:8778/callback';
const CLIENT = { name: 'aisystant-demo', version: '1.0.0' };

/** A learner at their chat: one browser for all servers, one authorization for each. */
export class Learner {
  readonly #browser = new ScriptedBrowser();
  readonly #providers = new Map<string, ScriptedAuthProvider>();

  readonly #answers: Answers;

  /** `answers.scopes` are the boxes the learner leaves ticked; all when absent. */
  constructor(login: string, answers: Omit<Answers, 'login'> = {}) {
    this.#answers = { ...answers, login };
  }

  /** Connects the official client; where the server asks for it, through discovery, registration, consent and sign-in. */
  async connect(url: string): Promise<Client> {
    const provider = this.providerFor(url);
    const transport = new StreamableHTTPClientTransport(new URL(url), { authProvider: provider });
    const client = newClient();
    try {
      await client.connect(transport);
      return client;
    } catch (error) {
      if (!(error instanceof UnauthorizedError)) throw error;
    }
    await transport.finishAuth(provider.consumeRedirect());
    const signedIn = newClient();
    await signedIn.connect(new StreamableHTTPClientTransport(new URL(url), { authProvider: provider }));
    return signedIn;
  }

  /** Signs in to a server and gives the bearer token. */
  async signIn(url: string): Promise<string> {
    const provider = this.providerFor(url);
    if ((await auth(provider, { serverUrl: url, ...(await challengeOf(url)) })) === 'REDIRECT') {
      const transport = new StreamableHTTPClientTransport(new URL(url), { authProvider: provider });
      await transport.finishAuth(provider.consumeRedirect());
    }
    const token = provider.tokens()?.access_token;
    if (token === undefined) throw new Error('the sign-in gave no token');
    return token;
  }

  /** What this learner's client keeps for a server. */
  providerFor(url: string): ScriptedAuthProvider {
    const known = this.#providers.get(url) ?? new ScriptedAuthProvider(this.#answers, this.#browser);
    this.#providers.set(url, known);
    return known;
  }
}

type Registration = Parameters<NonNullable<OAuthClientProvider['saveClientInformation']>>[0];
type Discovery = Parameters<NonNullable<OAuthClientProvider['saveDiscoveryState']>>[0];
type Tokens = Parameters<OAuthClientProvider['saveTokens']>[0];

/** What the client keeps of the authorization at one server, in memory, with a scripted browser that answers the pages. */
class ScriptedAuthProvider implements OAuthClientProvider {
  readonly redirectUrl = REDIRECT_URL;
  readonly clientMetadata = {
    client_name: 'Aisystant demo',
    redirect_uris: [REDIRECT_URL],
    token_endpoint_auth_method: 'none',
  };
  /** The pages that the browser has answered, in order. */
  pages: readonly string[] = [];
  readonly #answers: Answers;
  readonly #browser: ScriptedBrowser;
  #client: Registration | undefined;
  #tokens: Tokens | undefined;
  #discovery: Discovery | undefined;
  #verifier = '';
  #answer: URLSearchParams | undefined;

  constructor(answers: Answers, browser: ScriptedBrowser) {
    this.#answers = answers;
    this.#browser = browser;
  }

  clientInformation() {
    return this.#client;
  }
  saveClientInformation(client: Registration | undefined) {
    this.#client = client;
  }
  tokens() {
    return this.#tokens;
  }
  saveTokens(tokens: Tokens) {
    this.#tokens = tokens;
  }
  codeVerifier() {
    return this.#verifier;
  }
  saveCodeVerifier(verifier: string) {
    this.#verifier = verifier;
  }
  discoveryState() {
    return this.#discovery;
  }
  saveDiscoveryState(state: Discovery) {
    this.#discovery = state;
  }
  async redirectToAuthorization(target: URL) {
    const { landed, pages } = await this.#browser.signIn(target, REDIRECT_URL, this.#answers);
    this.pages = pages;
    this.#answer = landed.searchParams;
  }

  /** The parameters of the redirect, once: a second call throws. Throws when the sign-in was refused. */
  consumeRedirect(): URLSearchParams {
    const answer = this.#answer;
    if (!answer?.has('code')) throw new Error(`the sign-in was refused: ${answer?.get('error') ?? 'no answer'}`);
    this.#answer = undefined;
    return answer;
  }
}

/** What the 401 of a server says about its sign-in: a server where nothing needs one says it nowhere else. */
async function challengeOf(url: string): Promise<{ resourceMetadataUrl?: URL }> {
  const refused = await fetch(url, { method: 'POST', headers: { authorization: 'Bearer of:nobody:yet' } });
  const { resourceMetadataUrl } = extractWWWAuthenticateParams(refused);
  return resourceMetadataUrl === undefined ? {} : { resourceMetadataUrl };
}

function newClient(): Client {
  return new Client(CLIENT, { versionNegotiation: { mode: 'auto' } });
}
