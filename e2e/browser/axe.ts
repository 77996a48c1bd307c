import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Frame } from 'playwright-core';

const SCRIPT = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')));
const PACKED = gzipSync(SCRIPT).toString('base64');

/** Unpacks the script where it is to run. */
const UNPACK = `(async () => {
  const bytes = Uint8Array.from(atob('${PACKED}'), (character) => character.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  globalThis.axeScript = await new Response(unpacked).text();
})()`;

/**
 * Gives a page or a frame the script of axe, as `axe`, whatever its policy. It is sent packed: the pipe of a browser takes longer for
 * 650 KB than axe for a usual page.
 */
export async function loadAxe(frame: Pick<Frame, 'evaluate'>): Promise<void> {
  await frame.evaluate(UNPACK);
  // By itself: a policy without `unsafe-eval` holds again as soon as an evaluation has waited for something.
  await frame.evaluate('(0, eval)(axeScript)');
}
