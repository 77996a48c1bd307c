import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Files } from './form.ts';
import { zip } from './zip.ts';

/** Reads an archive as the format prescribes: from the end record to the directory, from there to each file. */
function unzip(archive: Uint8Array): { readonly [path: string]: Buffer } {
  const bytes = Buffer.from(archive);
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const count = bytes.readUInt16LE(end + 10);
  const files: [string, Buffer][] = [];
  let entry = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    expect(bytes.readUInt32LE(entry)).toBe(0x02014b50);
    const [method, sum, size] = [
      bytes.readUInt16LE(entry + 10),
      bytes.readUInt32LE(entry + 16),
      bytes.readUInt32LE(entry + 24),
    ];
    const [nameLength, extra, comment] = [28, 30, 32].map((at) => bytes.readUInt16LE(entry + at));
    const name = bytes.toString('utf8', entry + 46, entry + 46 + (nameLength ?? 0));
    const local = bytes.readUInt32LE(entry + 42);
    expect(bytes.readUInt32LE(local)).toBe(0x04034b50);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(from, from + size);
    expect([method, sum, bytes.readUInt32LE(local + 14), bytes.readUInt32LE(local + 18)]).toEqual([
      0,
      crc32(data),
      sum,
      size,
    ]);
    files.push([name, data]);
    entry += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  expect(entry).toBe(end);
  return Object.fromEntries(files);
}

test('an archive gives every file back, whatever it is called and holds', () => {
  const content = fc.oneof(fc.string(), fc.uint8Array({ maxLength: 200 }));
  const files = fc.dictionary(fc.string({ minLength: 1, unit: 'grapheme' }), content, { noNullPrototype: true });
  fc.assert(
    fc.property(files, (given: Files) => {
      const back = unzip(zip(given));
      expect(Object.keys(back).toSorted()).toEqual(Object.keys(given).toSorted());
      for (const [path, value] of Object.entries(given)) expect(back[path]?.equals(Buffer.from(value))).toBe(true);
    }),
  );
});

test('the same files make the same archive, in any order and on any day', () => {
  const files = { 'plugin.json': '{}', 'skills/обзор/SKILL.md': '# Обзор' };
  const again = Object.fromEntries(Object.entries(files).toReversed());
  expect(Buffer.from(zip(files)).equals(zip(again))).toBe(true);
});
