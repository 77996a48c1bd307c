#!/usr/bin/env bash
# The handler of the MCP SDK gives a client of the older era its answer while the tool still runs, and one of the newer era after.
#
# Packages: @modelcontextprotocol/server 2.4.0, zod 4.6.7. Input: `createMcpHandler` with one tool that takes a fifth of a second,
#   called with the same arguments in the era of `initialize` and in that of 2026-07-28.
# Expected: the promise of `fetch` settles when there is an answer, in both eras.
# Seen: in the newer era after the tool, with JSON. In the older one with status 200 and a stream of events that is still empty,
#   when the tool has only begun; it ends while the stream is read. The same for a batch.
# Why it matters: whatever wraps the handler measures, logs and keeps alive a call by that promise. A Worker that hands it to
#   `waitUntil` keeps nothing: on a reset connection the tool ends where it waits. Read the stream to its end instead.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @modelcontextprotocol/server@2.4.0 zod@4.6.7 >/dev/null

cat >run.mjs <<'JS'
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';

let state = '';
const { fetch } = createMcpHandler(() => {
  const server = new McpServer({ name: 'sample', version: '1.0.0' });
  server.registerTool('wait', { description: 'Waits', inputSchema: z.object({}) }, async () => {
    state = 'running';
    await new Promise((resolve) => setTimeout(resolve, 200));
    state = 'ended';
    return { content: [{ type: 'text', text: 'done' }] };
  });
  return server;
});

const version = '2026-07-28';
const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'wait', arguments: {} } };
const _meta = {
  'io.modelcontextprotocol/protocolVersion': version,
  'io.modelcontextprotocol/clientInfo': { name: 'sample', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': {},
};
const naming = { 'mcp-protocol-version': version, 'mcp-method': 'tools/call', 'mcp-name': 'wait' };
const requests = {
  newer: [{ ...call, params: { ...call.params, _meta } }, naming],
  older: [call, { 'mcp-protocol-version': '2025-06-18' }],
  'a batch': [[call, { jsonrpc: '2.0', id: 2, method: 'ping' }], { 'mcp-protocol-version': '2025-03-26' }],
};
for (const [era, [body, more]] of Object.entries(requests)) {
  state = 'not begun';
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...more };
  const answer = await fetch(new Request('http://localhost/mcp', { method: 'POST', headers, body: JSON.stringify(body) }));
  const then = state;
  const text = await answer.text();
  const has = text.includes('"text":"done"');
  console.log(`${era}: ${answer.status}, the tool has ${then === 'running' ? 'begun' : then}; read to its end: ${state}, answered ${has}`);
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='newer: 200, the tool has ended; read to its end: ended, answered true
older: 200, the tool has begun; read to its end: ended, answered true
a batch: 200, the tool has begun; read to its end: ended, answered true'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
