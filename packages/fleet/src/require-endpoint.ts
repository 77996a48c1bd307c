import { isToken } from '@aisystant/stdio/token';
import { UsageError } from './usage-error.ts';

/** Throws {@link UsageError} for what is no address that can be asked over HTTP; a password in it would be printed with it. */
export function requireHttpAddress(text: string): void {
  const url = URL.parse(text);
  if (url?.username || url?.password) throw new UsageError('An address may have no user name or password.');
  if (!/^https?:$/.test(url?.protocol ?? '')) throw new UsageError(`"${text}" is not an http address.`);
}

/**
 * Throws {@link UsageError} for what is no token, as an empty variable or the output of a command with its other lines: the
 * server would be blamed for what it was never asked.
 */
export function requireToken(text: string): void {
  if (text.trim() === '') throw new UsageError('The token is empty.');
  if (isToken(text)) return;
  throw new UsageError(
    'The token has characters that no token has: for the local fleet take the output of npm run -s token -- SERVER LOGIN.',
  );
}
