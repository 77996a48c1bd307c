import type { Readable, Writable } from 'node:stream';
import { startBridge } from './bridge.ts';
import { linesOf } from './lines.ts';
import type { Settings } from './settings.ts';
import { browserSignIn, givenToken } from './sign-in.ts';

/** The streams of a process. */
export interface Streams {
  readonly input: Readable;
  /** JSON-RPC and nothing else. */
  readonly output: Writable;
  /** Lines for a person. */
  readonly log: (line: string) => void;
}

/**
 * Carries messages until the input ends and what was asked is answered, or until `stop` is aborted, or until the client
 * closes the output.
 */
export async function run(settings: Settings, { input, output, log }: Streams, stop: AbortSignal): Promise<void> {
  const { url, token, timeoutMs } = settings;
  const bridge = await startBridge({
    url,
    timeoutMs,
    log,
    auth: token === null ? browserSignIn(settings, log) : givenToken(token),
    write: (message) => output.write(`${JSON.stringify(message)}\n`),
  });
  const end = () => void input.destroy();
  stop.addEventListener('abort', end);
  output.on('error', end);
  try {
    for await (const line of linesOf(input)) bridge.receive(line);
    // After the input has ended, open requests have one timeout to finish, a sign-in in the browser included.
    if (!stop.aborted) await Promise.race([bridge.idle(), elapsed(timeoutMs, stop)]);
  } catch (error) {
    if (!input.destroyed) throw error;
  } finally {
    await bridge.stop();
    await new Promise((resolve) => output.write('', resolve));
  }
}

function elapsed(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
    stop.addEventListener('abort', () => resolve());
  });
}
