import type { OAuthClientProvider } from '@modelcontextprotocol/client';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { ScriptedBrowser } from './browser.ts';

/** The address of the command line's own redirect; nothing listens there, the scripted browser stops before it. */
const REDIRECT_URL = 'http://localhost:8778/callback';

type Saved = {
  client?: Parameters<NonNullable<OAuthClientProvider['saveClientInformation']>>[0];
  tokens?: Parameters<OAuthClientProvider['saveTokens']>[0];
  verifier?: string;
  discovery?: Parameters<NonNullable<OAuthClientProvider['saveDiscoveryState']>>[0];
};

/** A learner at their chat: one browser for all servers, one grant for each. */
export class Learner {
  readonly login: string;
  /** Pages the learner had to answer so far, by server. */
  readonly pages: { readonly server: string; readonly shown: readonly string[] }[] = [];
  readonly #browser = new ScriptedBrowser();
  readonly #grants = new Map<string, Saved>();

  constructor(login: string) {
    this.login = login;
  }

  /** Connects the official client to a server, through real discovery, registration, consent and sign-in where asked. */
  async connect(url: string): Promise<Client> {
    const provider = this.#provider(url);
    const transport = () => new StreamableHTTPClientTransport(new URL(url), { authProvider: provider });
    const client = new Client({ name: 'aisystant-demo', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } });
    const first = transport();
    try {
      await client.connect(first);
      return client;
    } catch (error) {
      if (!(error instanceof Error && error.constructor.name === 'UnauthorizedError')) throw error;
    }
    const code = provider.landed?.searchParams.get('code');
    if (!code) throw new Error(`no code came back: ${provider.landed?.search}`);
    await first.finishAuth(provider.landed?.searchParams ?? new URLSearchParams());
    const signedIn = new Client({ name: 'aisystant-demo', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } });
    await signedIn.connect(transport());
    return signedIn;
  }

  /** The bearer token for a server the learner has connected. */
  token(url: string): string | undefined {
    return this.#grants.get(url)?.tokens?.access_token;
  }

  #provider(url: string): OAuthClientProvider & { landed: URL | undefined } {
    const saved: Saved = this.#grants.get(url) ?? {};
    this.#grants.set(url, saved);
    const { pages, login } = this;
    const browser = this.#browser;
    return {
      landed: undefined,
      redirectUrl: REDIRECT_URL,
      clientMetadata: {
        client_name: 'Aisystant demo',
        redirect_uris: [REDIRECT_URL],
        token_endpoint_auth_method: 'none',
      },
      clientInformation: () => saved.client,
      saveClientInformation: (client) => {
        saved.client = client;
      },
      tokens: () => saved.tokens,
      saveTokens: (tokens) => {
        saved.tokens = tokens;
      },
      saveCodeVerifier: (verifier) => {
        saved.verifier = verifier;
      },
      codeVerifier: () => saved.verifier ?? '',
      async redirectToAuthorization(target) {
        const visited = await browser.signIn(target, REDIRECT_URL, { login });
        pages.push({ server: new URL(url).port, shown: visited.pages });
        this.landed = visited.landed;
      },
    };
  }
}
