#!/usr/bin/env bash
# A link or a duration that zod takes at the MCP server is refused at the client: the schema names a format that is narrower.
#
# Packages: @modelcontextprotocol/server and client 2.4.0 with zod 4.6.7. Input: a tool whose output is `z.url()` or
#   `z.iso.duration()`; a link with Cyrillic letters in its path, as a person copies it, the same as `new URL` writes it, and
#   durations of whole seconds and of one and a half.
# Expected: what the server's schema takes, the schema that it sends takes too.
# Seen: `z.url()` reads with `new URL` and keeps the text as it was, but is sent as `uri`, which is ASCII only; a duration may
#   have decimals in ISO 8601, and has none in the format of that name. The client drops the whole answer; its validator for
#   Workers takes the duration and refuses the link.
# Why it matters: a tool passes on links that people typed or measured times, its tests are green, and one person's note makes
#   it fail for them. Send `new URL(link).href`, or plain strings.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @modelcontextprotocol/server@2.4.0 @modelcontextprotocol/client@2.4.0 \
  zod@4.6.7 >/dev/null

cat >run.mjs <<'JS'
import { Client } from '@modelcontextprotocol/client';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/client/validators/ajv';
import { CfWorkerJsonSchemaValidator } from '@modelcontextprotocol/client/validators/cf-worker';
import { InMemoryTransport, McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';

async function answer(outputSchema, structuredContent, jsonSchemaValidator) {
  const server = new McpServer({ name: 'sample', version: '1.0.0' });
  const run = () => ({ content: [], structuredContent });
  server.registerTool('tool', { description: 'A tool', inputSchema: z.object({}), outputSchema }, run);
  const [near, far] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: 'client', version: '1.0.0' }, { jsonSchemaValidator });
  await server.connect(near);
  await client.connect(far);
  await client.listTools();
  const seen = await client.callTool({ name: 'tool', arguments: {} }).then(
    () => 'taken',
    ({ message }) => (message.includes('output schema') ? 'refused' : message),
  );
  await client.close();
  return seen;
}

const link = 'https://ru.wikipedia.org/wiki/Развитие';
const cases = [
  ['link as written by URL', z.url(), new URL(link).href],
  ['link as typed', z.url(), link],
  ['whole seconds', z.iso.duration(), 'PT2S'],
  ['half seconds', z.iso.duration(), 'PT1.5S'],
];
for (const [name, check, value] of cases) {
  const output = z.object({ value: check });
  const node = await answer(output, { value }, new AjvJsonSchemaValidator());
  const workers = await answer(output, { value }, new CfWorkerJsonSchemaValidator());
  console.log(`${name}: zod ${check.safeParse(value).success}, on Node ${node}, on Workers ${workers}`);
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='link as written by URL: zod true, on Node taken, on Workers taken
link as typed: zod true, on Node refused, on Workers refused
whole seconds: zod true, on Node taken, on Workers taken
half seconds: zod true, on Node refused, on Workers taken'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
