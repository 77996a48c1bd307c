import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import {
  type AuthProvider,
  auth,
  extractWWWAuthenticateParams,
  type OAuthClientProvider,
} from '@modelcontextprotocol/client';
import { listenForAnswer } from './loopback.ts';
import { readPrivateFile, writePrivateFile } from './private-file.ts';
import { isSafeAddress, type Settings } from './settings.ts';
import { StdioError } from './stdio-error.ts';

/** Longest wait for the person in the browser. */
const PATIENCE_MS = 5 * 60_000;

/** The sign-in did not end with a token; the message is for the person. */
export class SignInFailed extends Error {
  override readonly name = 'SignInFailed';
}

type UnauthorizedContext = Parameters<NonNullable<AuthProvider['onUnauthorized']>>[0];
type Client = Parameters<NonNullable<OAuthClientProvider['saveClientInformation']>>[0];
type Tokens = Parameters<OAuthClientProvider['saveTokens']>[0];
type Discovery = Parameters<NonNullable<OAuthClientProvider['saveDiscoveryState']>>[0];

/** What is kept of a sign-in, in a file of its owner only. */
interface Kept {
  /** The server that it is for: a token is sent nowhere else. */
  readonly url: string;
  client?: Client;
  tokens?: Tokens | undefined;
}

/** A token that was given: it is sent as it is, and a refused one is the person's to replace. */
export const givenToken = (token: string): AuthProvider => ({ token: async () => token });

/**
 * Signs in through the browser when the server asks for it, and refreshes the token. What it gets is kept, so that the next
 * start needs no browser; processes of one person share it. `log` tells the address, for a person whose browser does not open.
 */
export function browserSignIn({ name, url, folder }: Settings, log: (line: string) => void): AuthProvider {
  const file = path.join(folder, 'sign-ins', `${name}.json`);
  let running: Promise<void> | null = null;
  return {
    token: async () => (await readKeptSignIn(file, url)).tokens?.access_token,
    // Requests that are refused together wait for one sign-in.
    onUnauthorized(refused) {
      running ??= signIn(file, refused, log).finally(() => {
        running = null;
      });
      return running;
    },
  };
}

async function signIn(
  file: string,
  { response, serverUrl, fetchFn }: UnauthorizedContext,
  log: (line: string) => void,
): Promise<void> {
  const { resourceMetadataUrl, scope } = extractWWWAuthenticateParams(response);
  const kept = await readKeptSignIn(file, serverUrl);
  // A server forgets a client that never signed in, and then shows its person a page from which nothing comes back.
  if (!kept.tokens) delete kept.client;
  const loopback = await listenForAnswer();
  const state = randomBytes(16).toString('base64url');
  const provider = providerOf(kept, { file, redirectUrl: loopback.url, state, log });
  const options = {
    serverUrl,
    fetchFn,
    ...(resourceMetadataUrl && { resourceMetadataUrl }),
    ...(scope !== undefined && { scope }),
  };
  try {
    if ((await auth(provider, options)) === 'AUTHORIZED') return;
    const answer = await loopback.answer(PATIENCE_MS);
    if (answer === null) throw new SignInFailed('Nobody signed in in the browser in time. Try again.');
    if (answer.get('state') !== state) throw new SignInFailed('The browser came back from another sign-in. Try again.');
    const code = answer.get('code');
    if (code === null) throw new SignInFailed('The sign-in was refused in the browser.');
    const iss = answer.get('iss');
    await auth(provider, { ...options, authorizationCode: code, ...(iss !== null && { iss }) });
  } catch (error) {
    if (error instanceof SignInFailed || error instanceof StdioError) throw error;
    log(`The sign-in failed: ${error instanceof Error ? error.message : error}`);
    throw new SignInFailed('The sign-in failed. Try again, or use a personal token.');
  } finally {
    loopback.close();
  }
}

/** What one run of the sign-in has. */
interface Run {
  readonly file: string;
  readonly redirectUrl: string;
  readonly state: string;
  readonly log: (line: string) => void;
}

const clientMetadata = (redirectUrl: string) => ({
  client_name: 'aisystant-mcp',
  redirect_uris: [redirectUrl],
  grant_types: ['authorization_code', 'refresh_token'],
  token_endpoint_auth_method: 'none',
});

function providerOf(kept: Kept, { file, redirectUrl, state, log }: Run): OAuthClientProvider {
  let verifier = '';
  // Of this run only: a server may have moved its endpoints since the last one.
  let discovery: Discovery | undefined;
  const save = async (changed: Partial<Kept>) => {
    Object.assign(kept, changed);
    await writePrivateFile(file, `${JSON.stringify(kept, null, 2)}\n`);
  };
  return {
    redirectUrl,
    clientMetadata: clientMetadata(redirectUrl),
    state: () => state,
    clientInformation: () => kept.client,
    saveClientInformation: (client) => save({ client }),
    tokens: () => kept.tokens,
    saveTokens: (tokens) => save({ tokens }),
    codeVerifier: () => verifier,
    saveCodeVerifier: (made) => {
      verifier = made;
    },
    discoveryState: () => discovery,
    saveDiscoveryState: (found) => {
      discovery = found;
    },
    async invalidateCredentials(what) {
      if (what === 'all' || what === 'client') delete kept.client;
      if (what === 'all' || what === 'tokens') delete kept.tokens;
      await save({});
    },
    redirectToAuthorization(address) {
      // The server names it: a system opens other schemes with other programs.
      if (!isSafeAddress(address))
        throw new SignInFailed('The server names a place to sign in that is no web address.');
      log(`Sign in in the browser: ${address.href}`);
      openBrowser(address);
    },
  };
}

/** An unreadable record is no record: the person signs in again. Throws {@link StdioError} for one that others may read. */
async function readKeptSignIn(file: string, url: URL): Promise<Kept> {
  const text = await readPrivateFile(file);
  try {
    const kept: Kept = JSON.parse(text ?? 'null');
    if (kept?.url === url.href) return kept;
  } catch {
    // Half a file, from a disk that was full.
  }
  return { url: url.href };
}

function openBrowser({ href }: URL): void {
  const [command, ...args]: [string, ...string[]] =
    process.platform === 'darwin'
      ? ['open', href]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', href]
        : ['xdg-open', href];
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  // Without a browser the address in the log remains.
  child.on('error', () => {});
  child.unref();
}
