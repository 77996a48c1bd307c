import { sha256Base64Url } from './secret.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;

/** How every personal token of the fleet begins. No token of the authorization server does: those hold colons. */
export const TOKEN_PREFIX = 'aisy_';

/** How the tokens of one server begin: `aisy_dt_` for dt-mcp. */
export function prefixOf(serverName: string): string {
  return `${TOKEN_PREFIX}${serverName.replace(/-mcp$/, '')}_`;
}

/**
 * A new token: the server's prefix, 43 letters and digits with 256 random bits, and a checksum of six. Letters and digits
 * only, so that a double click selects it whole.
 */
export async function newPersonalToken(serverName: string): Promise<string> {
  const unchecked = prefixOf(serverName) + randomText(SECRET_LENGTH);
  return unchecked + (await checksumOf(unchecked));
}

/** Whether this could be a token of this server. A typing error or a made-up one costs no look into the storage. */
export async function isWellFormed(serverName: string, token: string): Promise<boolean> {
  const prefix = prefixOf(serverName);
  const rest = token.slice(prefix.length);
  if (!token.startsWith(prefix) || !new RegExp(`^[0-9A-Za-z]{${SECRET_LENGTH + CHECKSUM_LENGTH}}$`).test(rest)) {
    return false;
  }
  const unchecked = token.slice(0, -CHECKSUM_LENGTH);
  return token === unchecked + (await checksumOf(unchecked));
}

/** Random letters and digits, every one as likely as any other. */
export function randomText(length: number): string {
  // Bytes beyond the last whole alphabet would make its beginning likelier.
  const fair = 256 - (256 % ALPHABET.length);
  let text = '';
  while (text.length < length) {
    const bytes = crypto.getRandomValues(new Uint8Array(length)).filter((byte) => byte < fair);
    for (const byte of bytes) text += ALPHABET[byte % ALPHABET.length];
  }
  return text.slice(0, length);
}

/** Six letters and digits of the text's SHA-256: no secret, a scanner can compute it too. */
async function checksumOf(text: string): Promise<string> {
  const digest = await sha256Base64Url(text);
  return digest.replaceAll(/[-_]/g, '').slice(0, CHECKSUM_LENGTH);
}
