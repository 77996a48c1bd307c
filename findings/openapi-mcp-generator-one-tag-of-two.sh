#!/usr/bin/env bash
# A server that is generated from OpenAPI asks for one tag with the name "work,home", and gives a failure as an answer.
#
# Packages: openapi-mcp-generator 4.0.1, esbuild 0.28.2 to strip the types of what it made, and @modelcontextprotocol/client
#   2.4.0 to call it; the API is a local one that says what it was asked. Input: lists and an object in the query, and a 404.
# Expected: as OpenAPI says ("Style Values", `style` and `explode`): a list in a query repeats its name unless told otherwise,
#   `pipeDelimited` has bars, `deepObject` has `period[from]`. A failure of the API has `isError`, as MCP asks for.
# Seen: each list is joined by commas, whatever is declared, and an object is the text "[object Object]": the generator leaves
#   out of the server all that is said of a parameter but its name and place. No result has `isError`.
# Why it matters: the API answers with an empty list, or with everything, which a model takes for the truth; and a host counts
#   failed calls as done. Try a tool with two values of a list before the server is used, or serve arrays in bodies.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund openapi-mcp-generator@4.0.1 esbuild@0.28.2 @modelcontextprotocol/client@2.4.0 \
  @modelcontextprotocol/sdk@1.32.2 axios@1.21.1 dotenv@16.6.1 json-schema-to-zod@2.8.1 zod@3.25.76 >/dev/null

cat >run.mjs <<'JS'
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

const asked = [];
const api = createServer(({ url }, response) => {
  asked.push(decodeURIComponent(url));
  const found = !url.startsWith('/tasks/');
  response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' });
  response.end(JSON.stringify(found ? [] : { message: 'no such task' }));
}).listen(0, '127.0.0.1');
await new Promise((resolve) => api.once('listening', resolve));

const text = { type: 'string' };
const tag = { name: 'tag', in: 'query', schema: { type: 'array', items: text } };
const period = { name: 'period', in: 'query', schema: { type: 'object', properties: { from: text, to: text } } };
const parameters = {
  '/notes': tag,
  '/pages': { ...tag, style: 'pipeDelimited', explode: false },
  '/events': { ...period, style: 'deepObject', explode: true },
  '/tasks/{id}': { name: 'id', in: 'path', required: true, schema: text },
};
const paths = {};
for (const [path, parameter] of Object.entries(parameters)) {
  const operationId = path.split('/')[1];
  paths[path] = { get: { operationId, parameters: [parameter], responses: { 200: { description: 'What was found' } } } };
}
const servers = [{ url: `http://127.0.0.1:${api.address().port}` }];
writeFileSync('api.json', JSON.stringify({ openapi: '3.0.3', info: { title: 'notes', version: '1.0.0' }, servers, paths }));
const run = (...words) => execFileSync('npx', ['--no-install', ...words], { stdio: 'pipe' });
run('openapi-mcp-generator', '--input', 'api.json', '--output', 'made');
run('esbuild', 'made/src/index.ts', '--format=esm', '--outfile=made/index.mjs');

const client = new Client({ name: 'finding', version: '1.0.0' });
await client.connect(new StdioClientTransport({ command: process.execPath, args: ['made/index.mjs'], stderr: 'ignore' }));
const calls = {
  notes: { tag: ['work', 'home'] },
  pages: { tag: ['work', 'home'] },
  events: { period: { from: '2026-11-01', to: '2026-11-30' } },
  tasks: { id: '7' },
};
for (const [name, given] of Object.entries(calls)) {
  const { content, isError = false } = await client.callTool({ name, arguments: given });
  console.log(`${name}: asked for ${asked.pop()}; isError: ${isError}; ${content[0].text.split('\n')[0]}`);
}
await client.close();
api.close();
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='notes: asked for /notes?tag=work,home; isError: false; API Response (Status: 200):
pages: asked for /pages?tag=work,home; isError: false; API Response (Status: 200):
events: asked for /events?period=[object+Object]; isError: false; API Response (Status: 200):
tasks: asked for /tasks/7; isError: false; API Error: Status 404 (Not Found). Response: {"message":"no such task"}'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
