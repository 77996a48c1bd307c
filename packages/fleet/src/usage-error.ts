/** The command was called wrongly; the message is one sentence for the person at the keyboard. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
