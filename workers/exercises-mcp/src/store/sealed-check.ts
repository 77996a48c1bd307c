import { randomSecret, sha256Hex } from '@aisystant/mcp';
import type { OpenCheck } from './check-store.ts';

/**
 * A package as it is kept: the answer is encrypted with a key that only the check id gives, and the check id is kept as a
 * hash. Who reads the storage reads no answer.
 */
export interface SealedCheck extends Omit<OpenCheck, 'answer'> {
  /** AES-GCM of the answer. */
  readonly sealed: Uint8Array;
}

/** How long an expired package is known as such; then nothing of it is left. */
export const REMEMBERED_MS = 10 * 60_000;

/** Makes a check id: 256 random bits. */
export function newCheckId(): string {
  return `chk_${randomSecret()}`;
}

/** Under which name a package is kept: another owner with the same check id finds nothing there. */
export function checkName(checkId: string, owner: string | null): Promise<string> {
  return sha256Hex(`name ${owner ?? ''} ${checkId}`);
}

/** Encrypts the answer of a package. */
export async function seal({ answer, ...check }: OpenCheck, checkId: string): Promise<SealedCheck> {
  const text = new TextEncoder().encode(answer);
  return { ...check, sealed: new Uint8Array(await crypto.subtle.encrypt(CIPHER, await keyOf(checkId), text)) };
}

/** Decrypts the answer of a package. */
export async function unseal({ sealed, ...check }: SealedCheck, checkId: string): Promise<OpenCheck> {
  const text = await crypto.subtle.decrypt(CIPHER, await keyOf(checkId), sealed);
  return { ...check, answer: new TextDecoder().decode(text) };
}

/** Each key encrypts one text only, so its nonce may be constant. */
const CIPHER = { name: 'AES-GCM', iv: new Uint8Array(12) };

async function keyOf(checkId: string): Promise<CryptoKey> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`key ${checkId}`));
  return crypto.subtle.importKey('raw', digest, 'AES-GCM', false, ['encrypt', 'decrypt']);
}
