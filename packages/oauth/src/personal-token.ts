import { sha256Base64Url } from './secret.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;

/** Prefix of a personal token of any server. No access token of the authorization server has it: those are `userId:grantId:secret`. */
const TOKEN_PREFIX = 'aisy_';

/** What the form of a server's personal tokens follows from. */
export interface TokenServer {
  readonly name: string;
  /** Prefix of its personal tokens: small letters, digits and `_`. Default: `aisy_dt_` for dt-mcp. */
  readonly tokenPrefix?: string;
}

/** Prefix of the personal tokens of one server. */
export function prefixOf({ name, tokenPrefix }: TokenServer): string {
  return tokenPrefix ?? `${TOKEN_PREFIX}${name.replace(/-mcp$/, '')}_`;
}

/** Whether a token has the form of a personal token, of this server or another; such a token is sent to no other verifier. */
export function isPersonalForm(server: TokenServer, token: string): boolean {
  return token.startsWith(TOKEN_PREFIX) || token.startsWith(prefixOf(server));
}

/**
 * Generates a personal token: the server's prefix, 43 letters and digits (256 random bits), and a checksum of six.
 * Without punctuation a double click selects all of it.
 */
export async function newPersonalToken(server: TokenServer): Promise<string> {
  const unchecked = prefixOf(server) + randomText(SECRET_LENGTH);
  return unchecked + (await checksumOf(unchecked));
}

/** Checks prefix, length and checksum, so that a mistyped or invented token costs no storage read. */
export async function isWellFormed(server: TokenServer, token: string): Promise<boolean> {
  const prefix = prefixOf(server);
  const rest = token.slice(prefix.length);
  if (!token.startsWith(prefix) || !new RegExp(`^[0-9A-Za-z]{${SECRET_LENGTH + CHECKSUM_LENGTH}}$`).test(rest)) {
    return false;
  }
  const unchecked = token.slice(0, -CHECKSUM_LENGTH);
  return token === unchecked + (await checksumOf(unchecked));
}

/** Random letters and digits, uniformly distributed. */
export function randomText(length: number): string {
  // Rejection sampling: a plain modulo would favour the beginning of the alphabet.
  const limit = 256 - (256 % ALPHABET.length);
  let text = '';
  while (text.length < length) {
    const bytes = crypto.getRandomValues(new Uint8Array(length)).filter((byte) => byte < limit);
    for (const byte of bytes) text += ALPHABET[byte % ALPHABET.length];
  }
  return text.slice(0, length);
}

/** Six letters and digits of a SHA-256. Public: a secret scanner computes it too. */
async function checksumOf(text: string): Promise<string> {
  const digest = await sha256Base64Url(text);
  return digest.replaceAll(/[-_]/g, '').slice(0, CHECKSUM_LENGTH);
}
