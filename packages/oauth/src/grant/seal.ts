const IV_BYTES = 12;

/** Encrypts a text so that only someone with the token can read it: storage alone reveals no token. */
export async function seal(text: string, token: string): Promise<Uint8Array> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const key = await keyOf(token);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(text));
  return new Uint8Array([...iv, ...new Uint8Array(sealed)]);
}

/** Decrypts what {@link seal} made with the same token. */
export async function unseal(sealed: Uint8Array, token: string): Promise<string> {
  const iv = sealed.slice(0, IV_BYTES);
  const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await keyOf(token), sealed.slice(IV_BYTES));
  return new TextDecoder().decode(text);
}

/** Tokens have 190 random bits or more, so one hash is enough to derive a key. */
async function keyOf(token: string): Promise<CryptoKey> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`seal\n${token}`));
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}
