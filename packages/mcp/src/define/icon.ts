import type { Operation } from './operation.ts';

/** A ring: its centre and radius. */
export interface Ring {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Strokes of one pen on a field of 24 × 24: polylines as `x, y, x, y, …`, and rings. */
export type Drawing = readonly (readonly number[] | Ring)[];

/** A white drawing on a coloured tile, which is seen on white and on black. */
export interface Icon {
  readonly drawing: Drawing;
  /** Colour of the tile, `#rrggbb`. */
  readonly colour: string;
}

const GREEN = '#1f5f4a';
const BLUE = '#1d4f91';
const RED = '#a32018';

/** The sign of the school, for a server without a drawing of its own. */
const SCHOOL: Drawing = [[7, 18, 12, 5.5, 17, 18, 12, 14.5, 7, 18]];

/** Icons of what a server has, by what it does. */
const BY_KIND = {
  read: {
    colour: GREEN,
    drawing: [
      [7, 5, 17, 5, 17, 19, 7, 19, 7, 5],
      [10, 9.5, 14, 9.5],
      [10, 12.5, 14, 12.5],
      [10, 15.5, 12.5, 15.5],
    ],
  },
  search: { colour: GREEN, drawing: [{ x: 10.5, y: 10.5, radius: 4.75 }, [14, 14, 18.5, 18.5]] },
  write: {
    colour: BLUE,
    drawing: [
      [6, 18, 7, 14, 15, 6, 18, 9, 10, 17, 6, 18],
      [12.75, 8.25, 15.75, 11.25],
    ],
  },
  delete: {
    colour: RED,
    drawing: [
      [5.5, 8, 18.5, 8],
      [9.5, 8, 10, 5.5, 14, 5.5, 14.5, 8],
      [7.5, 8, 8.25, 18.5, 15.75, 18.5, 16.5, 8],
      [12, 11.5, 12, 15],
    ],
  },
  prompt: { colour: GREEN, drawing: [[5, 6, 19, 6, 19, 15.5, 12.5, 15.5, 9, 18.5, 9, 15.5, 5, 15.5, 5, 6]] },
} as const satisfies Record<string, Icon>;

/** Name of an icon in its address. */
export type IconName = 'server' | keyof typeof BY_KIND;

/** The names of all icons of a server. */
export const ICON_NAMES: readonly IconName[] = ['server', ...(Object.keys(BY_KIND) as (keyof typeof BY_KIND)[])];

/** The icon of that name at a server with a drawing of its own, or without. */
export function iconNamed(name: IconName, own: Drawing = SCHOOL): Icon {
  return name === 'server' ? { drawing: own, colour: GREEN } : BY_KIND[name];
}

/** Which icon shows what an operation does. */
export function iconOf({ kind, name, effect }: Operation): IconName {
  if (kind === 'prompt') return 'prompt';
  if (effect !== 'read') return effect === 'write' ? 'write' : 'delete';
  return /(^|[._])(search|find)/.test(name) ? 'search' : 'read';
}

/** Pixels of a side of the pictures. */
export const ICON_PIXELS = 48;

/** An icon as the protocol lists it. */
export interface ListedIcon {
  readonly src: string;
  readonly mimeType: 'image/png' | 'image/svg+xml';
  /** A mutable array, as the types of the SDK have it. */
  readonly sizes: string[];
}

/**
 * An icon at the origin of its server. Clients must take PNG, and VS Code takes nothing else and only from that origin; a
 * connector of claude.ai refuses a server with icons in `data:` addresses.
 */
export function listedIcon(baseUrl: string, name: IconName): ListedIcon {
  return { src: `${baseUrl}/icons/${name}.png`, mimeType: 'image/png', sizes: [`${ICON_PIXELS}x${ICON_PIXELS}`] };
}

/** The icons of a server itself: once more as SVG, for where it is shown large. */
export function serverIcons(baseUrl: string): readonly ListedIcon[] {
  const svg: ListedIcon = { src: `${baseUrl}/icons/server.svg`, mimeType: 'image/svg+xml', sizes: ['any'] };
  return [svg, listedIcon(baseUrl, 'server')];
}
