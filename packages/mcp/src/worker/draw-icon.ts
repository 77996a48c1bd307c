import type { Drawing, Icon, Ring } from '../define/icon.ts';

const FIELD = 24;
const PEN = 1.8;
const CORNER = 5;

/** An icon as SVG. */
export function svgOf({ drawing, colour }: Icon): string {
  const strokes = drawing.map((stroke) =>
    isRing(stroke)
      ? `<circle cx="${stroke.x}" cy="${stroke.y}" r="${stroke.radius}"/>`
      : `<polyline points="${stroke.join(' ')}"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${FIELD} ${FIELD}"><rect width="${FIELD}" height="${FIELD}" rx="${CORNER}" fill="${colour}"/><g fill="none" stroke="#fff" stroke-width="${PEN}" stroke-linecap="round" stroke-linejoin="round">${strokes.join('')}</g></svg>`;
}

/** The same as a square PNG with transparent corners: the kit has no picture files. `pixels` is the length of a side. */
export async function pngOf(icon: Icon, pixels: number): Promise<Uint8Array<ArrayBuffer>> {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, pixels);
  header.setUint32(4, pixels);
  // Eight bits a channel, RGB with alpha.
  header.setUint8(8, 8);
  header.setUint8(9, 6);
  const data = await deflate(scanlines(icon, pixels));
  const parts = [
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', new Uint8Array(header.buffer)),
    chunk('IDAT', data),
    chunk('IEND', new Uint8Array()),
  ];
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** The rows of pixels, each after the byte of its filter, which is none. */
function scanlines({ drawing, colour }: Icon, pixels: number): Uint8Array<ArrayBuffer> {
  const tile = [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
  const rows = new Uint8Array(pixels * (1 + 4 * pixels));
  const scale = pixels / FIELD;
  // How much of a pixel lies inside an edge that is so far away, in units of the field.
  const inside = (distance: number) => Math.min(1, Math.max(0, 0.5 - distance * scale));
  for (let row = 0; row < pixels; row += 1) {
    for (let column = 0; column < pixels; column += 1) {
      const [x, y] = [(column + 0.5) / scale, (row + 0.5) / scale];
      const white = inside(distanceTo(drawing, x, y) - PEN / 2);
      const channels = tile.map((channel) => Math.round(channel + (255 - channel) * white));
      const at = row * (1 + 4 * pixels) + 1 + 4 * column;
      rows.set([...channels, Math.round(255 * inside(distanceOutsideTile(x, y)))], at);
    }
  }
  return rows;
}

function distanceOutsideTile(x: number, y: number): number {
  const beyond = (value: number) => Math.abs(value - FIELD / 2) - (FIELD / 2 - CORNER);
  const [right, down] = [beyond(x), beyond(y)];
  return Math.hypot(Math.max(right, 0), Math.max(down, 0)) + Math.min(Math.max(right, down), 0) - CORNER;
}

function distanceTo(drawing: Drawing, x: number, y: number): number {
  const distances = drawing.flatMap((stroke) =>
    isRing(stroke)
      ? [Math.abs(Math.hypot(x - stroke.x, y - stroke.y) - stroke.radius)]
      : segmentsOf(stroke).map((segment) => distanceToSegment(segment, x, y)),
  );
  return Math.min(...distances);
}

type Segment = readonly [fromX: number, fromY: number, toX: number, toY: number];

function segmentsOf(points: readonly number[]): readonly Segment[] {
  return Array.from({ length: points.length / 2 - 1 }, (_, index) => {
    const [fromX = 0, fromY = 0, toX = 0, toY = 0] = points.slice(2 * index, 2 * index + 4);
    return [fromX, fromY, toX, toY] as const;
  });
}

function distanceToSegment([fromX, fromY, toX, toY]: Segment, x: number, y: number): number {
  const [width, height] = [toX - fromX, toY - fromY];
  const along = ((x - fromX) * width + (y - fromY) * height) / (width ** 2 + height ** 2);
  const nearest = Math.min(1, Math.max(0, along));
  return Math.hypot(x - fromX - nearest * width, y - fromY - nearest * height);
}

function isRing(stroke: Drawing[number]): stroke is Ring {
  return 'radius' in stroke;
}

/** A chunk of a PNG: length, type, data, checksum. */
function chunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

/** CRC-32 of the PNG specification, bit by bit: an icon is a kilobyte, and clients cache it. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
