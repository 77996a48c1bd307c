#!/usr/bin/env bash
# An amount in hundredths that the server's schema takes is refused by the MCP client on Node, and taken by the same client on
# Workers.
#
# Packages: @modelcontextprotocol/server and client 2.4.0 with zod 4.6.7. Input: a tool whose output is
#   `z.number().multipleOf(0.01)`, and the answers 0.5 and 19.99; the client with both of its validators.
# Expected: zod, the server and the client agree: all three read one schema, and 19.99 is 1999 hundredths.
# Seen: zod takes 19.99 and the server sends it; Ajv, the validator on Node, divides, gets a remainder and refuses the whole
#   answer; the validator for Workers takes it.
# Why it matters: prices and hours with two decimals fail now and then, at some clients only, after the tool has done its
#   work. Say the step in words, or send whole hundredths.
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

const outputSchema = z.object({ amount: z.number().multipleOf(0.01) });
async function answer(amount, jsonSchemaValidator) {
  const server = new McpServer({ name: 'sample', version: '1.0.0' });
  const run = () => ({ content: [], structuredContent: { amount } });
  server.registerTool('price', { description: 'A price', inputSchema: z.object({}), outputSchema }, run);
  const [near, far] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: 'client', version: '1.0.0' }, { jsonSchemaValidator });
  await server.connect(near);
  await client.connect(far);
  await client.listTools();
  const seen = await client.callTool({ name: 'price', arguments: {} }).then(
    ({ structuredContent }) => structuredContent?.amount,
    ({ message }) => (message.includes('multiple of') ? 'refused' : message),
  );
  await client.close();
  return seen;
}

for (const amount of [0.5, 19.99]) {
  const node = await answer(amount, new AjvJsonSchemaValidator());
  const workers = await answer(amount, new CfWorkerJsonSchemaValidator());
  console.log(`${amount}: zod ${outputSchema.safeParse({ amount }).success}, on Node ${node}, on Workers ${workers}`);
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='0.5: zod true, on Node 0.5, on Workers 0.5
19.99: zod true, on Node refused, on Workers 19.99'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
