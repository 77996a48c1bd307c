/** SHA-256 of a text, hexadecimal. */
export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The digest of a value's JSON: the same words make the same key. */
export async function digestOf(value: unknown): Promise<string> {
  return sha256(JSON.stringify(value));
}
