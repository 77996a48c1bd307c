import type { Picture } from './submission.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Reads the size of a PNG from its first chunk. Throws for anything that is no PNG. */
export function png(bytes: Uint8Array): Picture {
  if (SIGNATURE.some((byte, at) => bytes[at] !== byte)) throw new TypeError('this is no PNG');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { bytes, width: view.getUint32(16), height: view.getUint32(20) };
}
