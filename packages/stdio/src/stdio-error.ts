/** Something that the person at the keyboard can put right; the message is for them. */
export class StdioError extends Error {
  override readonly name = 'StdioError';
}
