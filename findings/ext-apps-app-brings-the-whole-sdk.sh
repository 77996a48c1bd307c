#!/usr/bin/env bash
# A widget that imports only `App` of ext-apps carries the whole protocol: more than half a megabyte of minified script.
#
# Packages: @modelcontextprotocol/ext-apps 2.0.4 with @modelcontextprotocol/client, core and server 2.0.0 and zod 4.6.7, bundled
#   by esbuild 0.28.2. Input: a module that makes an App and connects it to its host.
# Expected: a bridge of some messages over postMessage, a few tens of KiB: a widget is one HTML file with everything in it.
# Seen: over 500 KiB minified and over 120 KiB gzipped.
# Why it matters: each widget of a server is a resource that a host fetches and keeps by itself, so the bridge is paid once a
#   widget, and a limit of 60 KB a file cannot be kept with it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @modelcontextprotocol/ext-apps@2.0.4 @modelcontextprotocol/client@2.0.0 \
  @modelcontextprotocol/core@2.0.0 @modelcontextprotocol/server@2.0.0 zod@4.6.7 esbuild@0.28.2 >/dev/null

cat >widget.mjs <<'JS'
import { App } from '@modelcontextprotocol/ext-apps';
const app = new App({ name: 'widget', version: '1.0.0' }, {});
await app.connect();
JS
npx esbuild widget.mjs --bundle --minify --format=esm --target=es2022 --log-level=error --outfile=widget.js
minified=$(($(wc -c <widget.js) / 1024))
packed=$(($(gzip -9 -c widget.js | wc -c) / 1024))
echo "minified: $minified KiB, gzipped: $packed KiB"
((minified > 500 && packed > 120)) && echo 'as described' || { echo 'this has changed'; exit 1; }
