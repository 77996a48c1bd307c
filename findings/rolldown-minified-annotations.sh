#!/usr/bin/env bash
# rolldown leaves tree-shaking annotations in minified output, whatever the minifier is told about comments.
#
# Packages: rolldown 1.2.19. Input: a module whose calls are marked `/* @__PURE__ */`, as zod's schemas are, bundled with
#   `minify: true`, and with a minifier that is told to write no legal comments.
# Expected: none of the annotations in the output: they have done their work, and a minifier drops comments.
# Seen: each annotation of a call that stays is there; they go with the output option `comments: false`.
# Why it matters: a bundle of schemas has hundreds of them, which a Worker uploads and parses at each start.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund rolldown@1.2.19 >/dev/null

cat >entry.js <<'JS'
import { make } from './make.js';
export const all = [/* @__PURE__ */ make('first'), /* @__PURE__ */ make('second'), /* @__PURE__ */ make('third')];
JS
cat >make.js <<'JS'
export function make(name) {
  return { name, at: globalThis.performance?.now() };
}
JS
cat >bundle.mjs <<'JS'
import { rolldown } from 'rolldown';

const bundle = await rolldown({ input: 'entry.js' });
const quiet = { compress: true, mangle: true, codegen: { legalComments: 'none' } };
for (const [name, options] of [
  ['minify: true', { minify: true }],
  ['no legal comments', { minify: quiet }],
  ['comments: false', { minify: true, comments: false }],
]) {
  const { output } = await bundle.generate({ format: 'esm', ...options });
  console.log(`${name}:`, output[0].code.match(/__PURE__/g)?.length ?? 0);
}
JS
seen=$(node bundle.mjs)
printf '%s\n' "$seen"
expected='minify: true: 3
no legal comments: 3
comments: false: 0'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
