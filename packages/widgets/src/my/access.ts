import {
  type AuthorizationServerMetadata,
  type AuthProvider,
  exchangeAuthorization,
  type OAuthTokens,
  refreshAuthorization,
} from '@modelcontextprotocol/client';
import type { Answer, ServerSignIn } from './sign-in-queue.ts';

/** The right to call a server. Its tokens are in the memory of the tab and nowhere else. */
export type Access = AuthProvider;

interface Granted {
  readonly clientId: string;
  readonly metadata: AuthorizationServerMetadata;
  /** Address of the server's MCP endpoint. */
  readonly resource: string;
}

/** Redeems the code of an answered sign-in. Rejects when the server refuses it. */
export async function redeem(
  signIn: ServerSignIn,
  answer: Exclude<Answer, { error: string }>,
  resource: string,
): Promise<Access> {
  const { clientId, metadata, verifier } = signIn;
  const tokens = await exchangeAuthorization(metadata.issuer, {
    metadata,
    clientInformation: { client_id: clientId },
    authorizationCode: answer.code,
    ...(answer.iss !== undefined && { iss: answer.iss }),
    codeVerifier: verifier,
    redirectUri: redirectUri(),
    resource,
  });
  return createAccess({ clientId, metadata, resource }, tokens);
}

/** The address that servers send the browser back to. */
export const redirectUri = (): string => `${location.origin}/my`;

/** A request may be refused this long after the tokens were renewed for another one, ms: it had been sent before. */
const LATE_MS = 30_000;

function createAccess({ clientId, metadata, resource }: Granted, granted: OAuthTokens): Access {
  let tokens = granted;
  let renewal: Promise<void> | undefined;
  let renewedAtMs = Number.NEGATIVE_INFINITY;
  const renew = async () => {
    const refreshToken = tokens.refresh_token ?? '';
    tokens = await refreshAuthorization(metadata.issuer, {
      metadata,
      clientInformation: { client_id: clientId },
      refreshToken,
      resource,
    });
    renewedAtMs = performance.now();
  };
  return {
    token: async () => tokens.access_token,
    // A refresh token is valid once: sections that are refused together renew together.
    onUnauthorized: async () => {
      if (performance.now() - renewedAtMs < LATE_MS) return;
      renewal ??= renew().finally(() => {
        renewal = undefined;
      });
      return renewal;
    },
  };
}
