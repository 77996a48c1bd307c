/** Whether a text can be sent as a token: one word of visible ASCII. Anything else is no header. */
export function isToken(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}
