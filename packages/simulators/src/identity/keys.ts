import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { JWK } from 'oidc-provider';

/** Keys of a provider. */
export interface ProviderKeys {
  /** Private RSA keys that sign ID tokens (RS256). */
  readonly signingKeys: readonly JWK[];
  /** Secrets of the cookie signatures: the first signs, all verify. */
  readonly cookieKeys: readonly string[];
}

/** Generates an RSA-2048 signing key and a 256-bit cookie secret. */
export function generateKeys(): ProviderKeys {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    signingKeys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' }],
    cookieKeys: [randomBytes(32).toString('base64url')],
  };
}

/**
 * Loads the keys from a file, or generates and stores them (mode 0600).
 * @throws Error if the file exists without valid keys: it is never overwritten.
 */
export async function loadKeys(stateFile: string): Promise<ProviderKeys> {
  const stored = await readIfExists(stateFile);
  if (stored !== undefined) return parseKeys(stored, stateFile);
  const keys = generateKeys();
  await mkdir(dirname(stateFile), { recursive: true });
  // Never half a file under its name, as a full disk would leave it: no later start could read that.
  const whole = `${stateFile}.new`;
  await writeFile(whole, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  await rename(whole, stateFile);
  return keys;
}

async function readIfExists(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function parseKeys(text: string, file: string): ProviderKeys {
  const value = parseJson(text);
  if (isProviderKeys(value)) return value;
  throw new Error(`${file} holds no keys of the local identity provider; delete it and new ones will be made`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isProviderKeys(value: unknown): value is ProviderKeys {
  if (typeof value !== 'object' || value === null) return false;
  if (!('signingKeys' in value) || !('cookieKeys' in value)) return false;
  return isFilledArray(value.signingKeys, 'object') && isFilledArray(value.cookieKeys, 'string');
}

function isFilledArray(value: unknown, type: 'object' | 'string'): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === type && item !== null);
}
