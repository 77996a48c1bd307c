import { z } from 'zod';
import { ToolError } from './tool-error.ts';

/** An opaque place in a list, as it stands in a tool's input. */
export const Cursor = z.string().min(1).max(512).describe('next_cursor прошлого ответа; фильтры менять нельзя');

/** Makes and reads the cursors of one list. */
export interface CursorCodec<Position> {
  /** Writes the place after which the next page begins. */
  encode(position: Position, filters: unknown): string;
  /** Reads a cursor back. Throws `INVALID_ARGUMENT` if it was not made by this list with the same filters. */
  decode(cursor: string, filters: unknown): Position;
}

/**
 * Cursors carry a position and the filters they were made with, so that a page of one question is never taken for a
 * page of another. They are opaque, not secret: whatever one says, the list still belongs to the caller.
 */
export function defineCursor<Position>(list: string, position: z.ZodType<Position>): CursorCodec<Position> {
  const Envelope = z.strictObject({ list: z.literal(list), filters: z.int(), position });
  return {
    encode: (place, filters) => toBase64Url(JSON.stringify({ list, filters: digest(filters), position: place })),
    decode(cursor, filters) {
      const parsed = Envelope.safeParse(fromBase64UrlJson(cursor));
      if (parsed.success && parsed.data.filters === digest(filters)) return parsed.data.position;
      throw new ToolError('INVALID_ARGUMENT', 'The cursor does not belong to this list with these filters.', {
        field: 'cursor',
        hint: 'Repeat the call without cursor to start from the first page.',
      });
    },
  };
}

/**
 * Thirty-two bits of the filters (FNV-1a): a model copies a cursor letter by letter, so it must not grow with them. They
 * tell one question from another and guard nothing.
 */
function digest(filters: unknown): number {
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify(filters) ?? '') {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash;
}

function toBase64Url(text: string): string {
  const bytes = String.fromCharCode(...new TextEncoder().encode(text));
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64UrlJson(text: string): unknown {
  try {
    const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes, (character) => character.charCodeAt(0))));
  } catch {
    return undefined;
  }
}
