#!/usr/bin/env bash
# The MCP client of the AI SDK tells the model that a tool takes no arguments, if the server lets it take any.
#
# Packages: @ai-sdk/mcp 2.0.99, with @modelcontextprotocol/server 2.4.0 and zod 4.6.7 for the server. Input: a tool that takes
#   marks by the names of subjects, and one that takes an id and whatever fields a record has; both are open objects.
# Expected: the model gets the schema that the server sent, as `listTools` of the same client shows it.
# Seen: `tools()` lays `additionalProperties: false` over the schema of each tool, whatever stands there. The call itself is not
#   checked: the open arguments would be sent and taken.
# Why it matters: with a model that keeps to the schema the tool is called with nothing, or with the id alone, and answers
#   "done"; with other clients it works. Put open objects one level down, where they are left alone.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @ai-sdk/mcp@2.0.99 @modelcontextprotocol/server@2.4.0 zod@4.6.7 >/dev/null

cat >run.mjs <<'JS'
import { createMCPClient } from '@ai-sdk/mcp';
import { InMemoryTransport, McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';

const marks = z.record(z.string(), z.number());
const schemas = { marks, record: z.looseObject({ id: z.string() }), nested: z.object({ marks }) };
const server = new McpServer({ name: 'sample', version: '1.0.0' });
for (const [name, inputSchema] of Object.entries(schemas)) {
  const run = (values) => ({ content: [{ type: 'text', text: JSON.stringify(values) }] });
  server.registerTool(name, { description: 'A tool', inputSchema }, run);
}
const [near, far] = InMemoryTransport.createLinkedPair();
await server.connect(near);
const client = await createMCPClient({ transport: far });

const open = (schema) => JSON.stringify(schema.additionalProperties);
const { tools: sent } = await client.listTools();
const tools = await client.tools();
for (const { name, inputSchema } of sent) {
  const shown = await tools[name].inputSchema.jsonSchema;
  console.log(`${name}: names ${Object.keys(shown.properties)}, others as sent ${open(inputSchema)}, as shown ${open(shown)}`);
}
console.log('one level down:', open((await tools.nested.inputSchema.jsonSchema).properties.marks));
const { content } = await tools.marks.execute({ algebra: 5 }, { toolCallId: '1', messages: [] });
console.log('a call with a mark:', content[0].text);
await client.close();
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='marks: names , others as sent {"type":"number"}, as shown false
record: names id, others as sent {}, as shown false
nested: names marks, others as sent undefined, as shown false
one level down: {"type":"number"}
a call with a mark: {"algebra":5}'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
