import { base64Url, fromBase64UrlJson } from '@aisystant/oauth/secret';
import * as z from 'zod';
import { ToolError } from './tool-error.ts';

/** The input field of a tool for an opaque position in a list. */
export const Cursor = z.string().min(1).max(512).describe('next_cursor прошлого ответа; фильтры менять нельзя');

/** Makes and reads the cursors of one list. */
export interface CursorCodec<Position> {
  /** Writes the position after which the next page begins. */
  encode(position: Position, filters: unknown): string;
  /** Reads a cursor back. Throws `INVALID_ARGUMENT` if it was not made by this list with the same filters. */
  decode(cursor: string, filters: unknown): Position;
}

/**
 * A cursor carries a position and a hash of the filters, so that it cannot continue a list with other filters. It is
 * opaque but not secret: a forged one still lists only the caller's own data.
 */
export function defineCursor<Position>(list: string, position: z.ZodType<Position>): CursorCodec<Position> {
  const Envelope = z.strictObject({ list: z.literal(list), filters: z.int(), position });
  return {
    encode: (position, filters) =>
      base64Url(new TextEncoder().encode(JSON.stringify({ list, filters: hashOf(filters), position }))),
    decode(cursor, filters) {
      const parsed = Envelope.safeParse(fromBase64UrlJson(cursor));
      if (parsed.success && parsed.data.filters === hashOf(filters)) return parsed.data.position;
      throw new ToolError('INVALID_ARGUMENT', 'Этот cursor не от этого списка с этими фильтрами.', {
        field: 'cursor',
        hint: 'Повторите вызов без cursor: список начнётся с первой страницы.',
      });
    },
  };
}

/** FNV-1a, 32 bits: a model copies the cursor token by token, so it must stay short. It is no security measure. */
function hashOf(filters: unknown): number {
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify(filters) ?? '') {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash;
}
