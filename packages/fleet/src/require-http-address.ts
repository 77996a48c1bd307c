import { UsageError } from './usage-error.ts';

/** Throws {@link UsageError} for what is no address that can be asked over HTTP. */
export function requireHttpAddress(text: string): void {
  const { protocol = '' } = URL.parse(text) ?? {};
  if (!/^https?:$/.test(protocol)) throw new UsageError(`"${text}" is not an http address.`);
}
