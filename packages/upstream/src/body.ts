import { err, ok, type Result } from '@aisystant/mcp';

/** Why a body cannot be used. */
export type BodyError = 'garbled' | 'too_large';

/**
 * Reads a whole body as JSON, whatever its content type says: under load a proxy answers HTML with status 200. An empty one is
 * `undefined`. JSON that was cut off, and what is not UTF-8, is `garbled`.
 */
export async function readJson(response: Response, maxBytes: number): Promise<Result<unknown, BodyError>> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
  let text = '';
  let bytes = 0;
  const reader = response.body?.getReader();
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      bytes += part.value.byteLength;
      if (bytes > maxBytes) return await tooLarge(reader);
      text += decoder.decode(part.value, { stream: true });
    }
    text += decoder.decode();
    if (text.trim() === '') return ok(undefined);
    return ok(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return err('garbled');
    throw error;
  }
}

async function tooLarge(reader: ReadableStreamDefaultReader | undefined): Promise<Result<never, BodyError>> {
  await reader?.cancel();
  return err('too_large');
}
