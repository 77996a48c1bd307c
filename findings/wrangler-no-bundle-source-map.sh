#!/usr/bin/env bash
# A dry run of an upload that is not bundled again leaves the source map out of the folder, though it is part of the upload.
#
# Packages: wrangler 4.164.0. Input: a module with a `sourceMappingURL` and its map beside it, a configuration with
#   `no_bundle`, `find_additional_modules` and `upload_source_maps`, deployed with `--dry-run`.
# Expected: `--outdir`, "output directory for the bundled Worker", holds what would be uploaded, the map too.
# Seen: the folder has the module and no map; the file of `--outfile`, the body of the same upload, has both.
# Why it matters: who looks into the folder before a release takes the map for forgotten, or never sees that it is.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm pkg set type=module >/dev/null
npm install --silent --no-audit --no-fund wrangler@4.164.0 >/dev/null

mkdir build
echo 'export default{fetch(){return new Response("hello")}};
//# sourceMappingURL=index.js.map' >build/index.js
echo '{"version":3,"sources":["index.ts"],"names":[],"mappings":"AAAA","file":"index.js"}' >build/index.js.map
cat >wrangler.toml <<'TOML'
name = "sample"
main = "build/index.js"
compatibility_date = "2026-11-01"
no_bundle = true
upload_source_maps = true
TOML

export WRANGLER_SEND_METRICS=false CI=true
npx wrangler deploy --dry-run --outdir out >/dev/null 2>&1
npx wrangler deploy --dry-run --outfile upload >/dev/null 2>&1
in_folder=$(find out -name '*.map' | wc -l | tr -d ' ')
in_upload=$(grep -c 'name="index.js.map"' upload || true)
echo "wrangler $(npx wrangler --version 2>/dev/null | tail -n 1)"
echo "modules in the folder: $(find out -name '*.js' | wc -l | tr -d ' '), maps: $in_folder"
echo "maps in the upload: $in_upload"
[ "$in_folder" = 0 ] && [ "$in_upload" = 1 ]
