#!/usr/bin/env bash
# The MCP adapters of LangChain take a choice out of a tool's schema: a nullable text is anything, and of two forms one is left.
#
# Packages: @langchain/mcp-adapters 1.1.4 with @langchain/core 1.4.0; the schemas are made by zod 4.6.7, as a server makes them.
#   Input: a tool that takes a text of up to five characters or null, and a note or a task, told apart by their `type`.
# Expected: the model gets the schema that the server sent: JSON Schema by the protocol, in which `anyOf` and `oneOf` are
#   ordinary words (2020-12, 10.2.1); or an error, or an option, if a model does not take them.
# Seen: a choice of types becomes `{}`. Objects of a choice become one, in which the last `const` of a name wins and only what
#   all need is needed. What the model sends is checked with that schema: a right note is refused and not sent, and a task
#   without its day is sent. There is no option and no warning.
# Why it matters: half of such a tool cannot be called, with this client only, while `listTools` shows all of it. Make two tools
#   of two forms, use `enum` in place of literals, and leave a text out in place of null.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @langchain/mcp-adapters@1.1.4 @langchain/core@1.4.0 zod@4.6.7 >/dev/null

cat >run.mjs <<'JS'
import { loadMcpTools } from '@langchain/mcp-adapters';
import { z } from 'zod';

const note = z.object({ type: z.literal('note'), text: z.string() });
const task = z.object({ type: z.literal('task'), day: z.string() });
const input = z.object({ tag: z.string().max(5).nullable(), entry: z.discriminatedUnion('type', [note, task]) });
const sent = [];
const client = {
  listTools: async () => ({ tools: [{ name: 'add', inputSchema: z.toJSONSchema(input) }] }),
  callTool: async ({ arguments: given }) => {
    sent.push(given.entry);
    return { content: [{ type: 'text', text: 'added' }] };
  },
};
const [tool] = await loadMcpTools('notes', client);
const { tag, entry } = tool.schema.properties;
console.log('tag:', JSON.stringify(tag));
console.log('entry:', JSON.stringify(entry.properties), 'needed:', entry.required.join(' '));
for (const each of [{ type: 'note', text: 'a' }, { type: 'task', day: '2026-11-30' }, { type: 'task' }]) {
  const right = input.safeParse({ tag: null, entry: each }).success ? 'right' : 'wrong';
  const answer = await tool.invoke({ tag: null, entry: each }).catch(() => 'refused');
  console.log(`${right} ${each.type}: ${sent.pop() === undefined ? 'not sent' : 'sent'}, ${answer}`);
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='tag: {}
entry: {"type":{"type":"string","const":"task"},"text":{"type":"string"},"day":{"type":"string"}} needed: type
right note: not sent, refused
right task: sent, added
wrong task: sent, added'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
