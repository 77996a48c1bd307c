import { ICON_NAMES, ICON_PIXELS, iconNamed } from '../define/icon.ts';
import type { ServerDefinition } from '../define/server.ts';
import { pngOf, svgOf } from './draw-icon.ts';

const PATH = /^\/icons\/([a-z]+)\.(png|svg)$/;

/** The icon at a path, which everyone may read; null when there is none. */
export async function serveIcon<Env, S>(
  { icon: own }: Pick<ServerDefinition<Env, S>, 'icon'>,
  pathname: string,
): Promise<Response | null> {
  const [, wanted, format] = PATH.exec(pathname) ?? [];
  const name = ICON_NAMES.find((each) => each === wanted);
  if (!name) return null;
  const icon = iconNamed(name, own);
  const headers = {
    'content-type': format === 'svg' ? 'image/svg+xml' : 'image/png',
    'cache-control': 'public, max-age=86400',
    // Hosts are pages of other sites.
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'content-security-policy': "default-src 'none'",
    'x-content-type-options': 'nosniff',
  };
  return new Response(format === 'svg' ? svgOf(icon) : await pngOf(icon, ICON_PIXELS), { headers });
}
