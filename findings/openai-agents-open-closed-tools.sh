#!/usr/bin/env bash
# The OpenAI Agents SDK tells the model that each tool of an MCP server takes any further arguments, of any kind.
#
# Packages: @openai/agents-core 0.20.0; the schemas are made by zod 4.6.7, as a server makes them. Input: a tool that takes an
#   id and nothing else, one that takes an id and marks by the names of subjects, as numbers, and one with the marks inside.
# Expected: the model gets the schema that the server sent: `additionalProperties` is false, or says that they are numbers (JSON
#   Schema 2020-12, 10.3.2.3).
# Seen: `additionalProperties: true` is laid over each schema, and arguments are not checked. With `convertSchemasToStrict`,
#   which is off by default, all three are as sent, two of them with a warning.
# Why it matters: the model adds a filter that a tool does not have, or a mark in words, and the server refuses the call, or
#   drops what it does not know and answers for everything. Put open objects one level down, where they are left alone, and
#   refuse unknown arguments by name.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @openai/agents-core@0.20.0 zod@4.6.7 >/dev/null

cat >run.mjs <<'JS'
import { getAllMcpTools } from '@openai/agents-core';
import { z } from 'zod';

const inputs = {
  closed: z.strictObject({ id: z.string() }),
  marks: z.object({ id: z.string() }).catchall(z.number()),
  nested: z.strictObject({ id: z.string(), marks: z.record(z.string(), z.number()) }),
};
const sent = [];
const server = {
  name: 'notes',
  cacheToolsList: false,
  connect: async () => undefined,
  close: async () => undefined,
  invalidateToolsCache: async () => undefined,
  listTools: async () => Object.entries(inputs).map(([name, input]) => ({ name, inputSchema: z.toJSONSchema(input) })),
  callTool: async (_name, given) => {
    sent.push(JSON.stringify(given));
    return [{ type: 'text', text: 'done' }];
  },
};
for (const { name, parameters, invoke } of await getAllMcpTools({ mcpServers: [server] })) {
  const { additionalProperties } = z.toJSONSchema(inputs[name]);
  const { marks } = parameters.properties;
  await invoke({}, JSON.stringify({ id: 'a', art: 'good' }));
  const inner = marks ? `, inside ${JSON.stringify(marks.additionalProperties)}` : '';
  const [asked, shown] = [additionalProperties, parameters.additionalProperties].map((each) => JSON.stringify(each));
  console.log(`${name}: the server says ${asked}, the model sees ${shown}${inner}; sent: ${sent.pop()}`);
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='closed: the server says false, the model sees true; sent: {"id":"a","art":"good"}
marks: the server says {"type":"number"}, the model sees true; sent: {"id":"a","art":"good"}
nested: the server says false, the model sees true, inside {"type":"number"}; sent: {"id":"a","art":"good"}'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
