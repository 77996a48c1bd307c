import { sha256Hex } from '@aisystant/oauth/secret';
import * as z from 'zod';

/** Recognizes a repeated request. */
export interface IdempotencyKey {
  readonly key: string;
  /**
   * Hash of the request made under the caller's key: the same key with another hash is a conflict. Null when the key
   * itself is a hash of the request.
   */
  readonly fingerprint: string | null;
}

/** Input field: the caller's idempotency key. */
export const idempotencyKeyField = z.string().min(1).max(150).optional().describe('Тот же при повторе');

/** Input field: the version the caller read, for optimistic concurrency. */
export const expectedVersionField = z.int().min(0).max(1_000_000).optional().describe('Последняя виденная версия');

/**
 * The key of a request: the caller's own with a fingerprint of `request`, else a hash of `record`, which is the request
 * with its defaults filled in.
 */
export async function idempotencyKeyOf(
  callerKey: string | undefined,
  request: unknown,
  record: unknown,
): Promise<IdempotencyKey> {
  if (callerKey === undefined) return { key: `auto:${await fingerprintOf(record)}`, fingerprint: null };
  return { key: `key:${callerKey}`, fingerprint: await fingerprintOf(request) };
}

/** SHA-256 of a value's JSON, hexadecimal. */
export async function fingerprintOf(value: unknown): Promise<string> {
  return sha256Hex(JSON.stringify(value));
}
