import { sha256 } from './digest.ts';

/** A secret of 256 random bits, as it stands in a link or an answer. */
export function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** What of a secret is kept. */
export const hashOf = sha256;
