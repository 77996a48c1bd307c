import { describe, expect, test } from 'vitest';
import { type Drawing, ICON_NAMES, iconNamed } from '../define/icon.ts';
import { pngOf } from './draw-icon.ts';

const PIXELS = 24;

/** The pixels of a PNG without interlacing whose rows have no filter, as `[red, green, blue, alpha]` by row and column. */
async function pixelsOf(png: Uint8Array): Promise<readonly (readonly number[])[][]> {
  const view = new DataView(png.buffer);
  const start = 8 + 12 + 13;
  const length = view.getUint32(start);
  const data = new Blob([png.slice(start + 8, start + 8 + length)]);
  const stream = data.stream().pipeThrough(new DecompressionStream('deflate'));
  const rows = new Uint8Array(await new Response(stream).arrayBuffer());
  return Array.from({ length: PIXELS }, (_, row) =>
    Array.from({ length: PIXELS }, (__, column) => {
      const at = row * (1 + 4 * PIXELS) + 1 + 4 * column;
      return [...rows.slice(at, at + 4)];
    }),
  );
}

describe('an icon as PNG', () => {
  test('is a coloured tile with round, transparent corners and a white stroke where the drawing has one', async () => {
    const icon = { colour: '#102030', drawing: [[4, 12, 20, 12]] };
    const pixels = await pixelsOf(await pngOf(icon, PIXELS));
    expect(pixels[0]?.[0]?.[3]).toBe(0);
    expect(pixels[0]?.[12]).toEqual([0x10, 0x20, 0x30, 255]);
    expect(pixels[6]?.[12]).toEqual([0x10, 0x20, 0x30, 255]);
    for (const column of [5, 12, 18]) expect(pixels[12]?.[column]?.[0]).toBeGreaterThan(200);
    expect(pixels[12]?.[1]).toEqual([0x10, 0x20, 0x30, 255]);
  });

  test('has the ring of a drawing, and nothing inside it', async () => {
    const icon = { colour: '#000000', drawing: [{ x: 12, y: 12, radius: 6 }] };
    const pixels = await pixelsOf(await pngOf(icon, PIXELS));
    expect(pixels[12]?.[17]?.[0]).toBeGreaterThan(150);
    expect(pixels[12]?.[12]).toEqual([0, 0, 0, 255]);
  });

  test.each(ICON_NAMES)('the drawing of %s stays away from the edge of its tile', (name) => {
    for (const end of iconNamed(name).drawing.flatMap(endsOf)) {
      expect(end).toBeGreaterThanOrEqual(4);
      expect(end).toBeLessThanOrEqual(20);
    }
  });
});

function endsOf(stroke: Drawing[number]): readonly number[] {
  if (!('radius' in stroke)) return stroke;
  return [stroke.x, stroke.y].flatMap((at) => [at - stroke.radius, at + stroke.radius]);
}
