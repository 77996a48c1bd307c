/** Why a body cannot be used. */
export type BodyFault = 'garbled' | 'too_large';

/** A body that was read: parsed JSON, `undefined` when it is empty, or why it cannot be used. */
export type BodyRead =
  | { readonly ok: true; readonly json: unknown }
  | { readonly ok: false; readonly fault: BodyFault };

/**
 * Reads a whole body as JSON, whatever its content type says: under load a proxy answers HTML with status 200. JSON that
 * was cut off, and what is not UTF-8, is `garbled`.
 */
export async function readJson(response: Response, maxBytes: number): Promise<BodyRead> {
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
    if (text.trim() === '') return { ok: true, json: undefined };
    return { ok: true, json: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return { ok: false, fault: 'garbled' };
    throw error;
  }
}

async function tooLarge(reader: ReadableStreamDefaultReader | undefined): Promise<BodyRead> {
  await reader?.cancel();
  return { ok: false, fault: 'too_large' };
}
