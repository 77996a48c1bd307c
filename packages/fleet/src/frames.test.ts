import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BundledCode, bundleCode } from './bundler.ts';
import { readableFrames } from './frames.ts';
import { type Miniflare, startWorkerd } from './miniflare.ts';
import { ROOT } from './paths.ts';

const PORT = 8_690;
const WORKER = path.join(import.meta.dirname, 'testing', 'throwing-worker.ts');

let bundle: BundledCode;
let workerd: Miniflare;
let stack: string;
beforeAll(async () => {
  bundle = await bundleCode(WORKER, { name: 'throwing', home: path.join(ROOT, '.build', 'throwing') });
  const modules = bundle.modules.map(({ type, name, content }) => ({ type, path: name, contents: content }));
  const unsafeDirectSockets = [{ host: '127.0.0.1', port: PORT }];
  const worker = { name: 'throwing', compatibilityDate: '2026-11-02', modules, unsafeDirectSockets };
  workerd = await startWorkerd({ workers: [worker] });
  stack = await (await fetch(`http://127.0.0.1:${PORT}/1/one`)).text();
});
afterAll(() => workerd.dispose());

const mapOf = async (build: string, worker: string) =>
  worker === 'throwing' && build === bundle.modules[0].name ? bundle.map : null;

describe('an error in a minified bundle, in workerd', () => {
  test('has the name that its class sets', () => {
    expect(stack).toMatch(/^NarrowError /);
  });

  test('names neither functions nor sources by itself', () => {
    expect(stack).not.toContain('readNumber');
    expect(stack).toContain(`${bundle.modules[0].name}:`);
  });

  test('reads as functions and places in the sources', async () => {
    const { lines, unknown } = await readableFrames(stack, mapOf);
    const source = 'packages/fleet/src/testing/throwing-worker.ts';
    expect(unknown).toEqual([]);
    expect([...lines.matchAll(/at (\S+) \(([^:<]+):\d+:\d+\)/g)].map(([, name, file]) => [name, file])).toEqual([
      ['readNumber', source],
      ['total', source],
      ['total', source],
      ['answer', source],
      ['fetch', source],
    ]);
    expect(lines).toContain(`at readNumber (${source}:14:35)`);
  });

  test('reads the same in a log line, where frames are joined', async () => {
    const frames = stack.split('\n').filter((line) => line.includes(' at '));
    const line = JSON.stringify({ event: 'unexpected', detail: frames.map((frame) => frame.trim()).join(' < ') });
    const { lines } = await readableFrames(line, mapOf);
    expect(JSON.parse(lines).detail.split(' < ')[0]).toMatch(/^at readNumber \(packages/);
  });

  test('of another build stays as it is, and the build is named', async () => {
    const { lines, unknown } = await readableFrames(stack, async () => null);
    expect(lines).toBe(stack);
    expect(unknown).toEqual([bundle.modules[0].name]);
  });
});
