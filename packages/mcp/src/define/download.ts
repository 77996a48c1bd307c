import { type Callable, handler } from './handler.ts';
import { ToolError } from './tool-error.ts';

/** A file of one person behind a one-use link, as its author writes it. The link itself is the permission: no token. */
export interface DownloadDefinition<Env> {
  /** Path below the origin with a slash at the end; the secret part of the link follows it. */
  readonly path: `/${string}/`;
  /** Redeems the link for the file: `used` when that was done before, else `null` if there is none. `now` is epoch milliseconds. */
  redeem(secret: string, env: Env, now: number): Promise<DownloadedFile | 'used' | null>;
}

/** A defined download. Its handler works with the bindings, since no user is known before the link is redeemed. */
export interface Download<Env> extends Callable<Env, DownloadedFile> {
  readonly path: `/${string}/`;
}

/** A file that is being sent. */
export interface DownloadedFile {
  /** Name the browser saves it under. */
  readonly name: string;
  readonly mime: 'application/json' | 'application/xml' | 'text/csv' | 'text/markdown';
  readonly body: ReadableStream<Uint8Array>;
}

/** Defines a download. */
export function defineDownload<Env>({ path, redeem }: DownloadDefinition<Env>): Download<Env> {
  return {
    path,
    operation: { kind: 'download', name: path, scope: null, effect: 'read', needsConsent: false },
    [handler]: (secret) => ({
      run: async ({ services: env, now }) => {
        const file = await redeem(String(secret), env, now);
        if (file === 'used') throw new ToolError('CONFLICT', 'The file behind this link was taken already.');
        if (!file) throw new ToolError('NOT_FOUND', 'There is no file behind this link.');
        return file;
      },
    }),
  };
}
