import { type ListedIcon, serverIcons } from './icon.ts';
import type { ServerDefinition } from './server.ts';
import { shorten } from './text.ts';

/** Most characters of a description in a card and in a registry. */
const DESCRIPTION = 100;

/** What a card and a registry say of a server alike: who it is and where, before anybody connects. */
export interface ServerIdentity {
  /** The host in reverse, without the server's own label, and the server: `dev.workers.aisystant/dt-mcp`. */
  readonly name: string;
  readonly title: string;
  /** The first sentence of its instructions. */
  readonly description: string;
  readonly version: string;
  readonly websiteUrl: string;
  readonly icons: readonly ListedIcon[];
}

/** Identity of a server at an address. */
export function serverIdentity<Env, S>(
  { name, title, version, instructions }: Pick<ServerDefinition<Env, S>, 'name' | 'title' | 'version' | 'instructions'>,
  resource: string,
): ServerIdentity {
  const { hostname, origin } = new URL(resource);
  const [first = ''] = instructions.split(/(?<=[.!?]) /);
  return {
    name: `${reversed(hostname, name)}/${name}`,
    title: title.ru,
    description: shorten(first, DESCRIPTION),
    version,
    websiteUrl: origin,
    icons: serverIcons(origin),
  };
}

function reversed(hostname: string, name: string): string {
  const labels = hostname.split('.');
  return (labels[0] === name ? labels.slice(1) : labels).toReversed().join('.');
}
