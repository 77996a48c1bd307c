#!/usr/bin/env bash
# A tool of mcp-framework that takes a map is listed as taking a text, so that no call fits both the list and the tool.
#
# Packages: mcp-framework 0.2.22 with zod 3.25.76, and ajv 8.20.0 to read the schemas that it lists. Input: five tools with one
#   argument each: a map of marks, a day or nothing (a union), a note that may be null, a limit with a default, hours above 0.
# Expected: the tool takes what its schema takes, as it does with zod's own schemas or with the official SDK, or the type is
#   refused, as one without a description is.
# Seen: the framework makes schemas itself, and what it does not know is "string": maps, unions, tuples and dates. What may
#   be null need not be there, what has a default must; above 0 is at least 1, with a word of JSON Schema's draft 4.
# Why it matters: the model keeps to the list and is refused, or is told by the host that it may not send what is right. Outputs
#   are declared alike. Use texts, whole numbers, lists and plain objects only, or list the schemas by hand.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund mcp-framework@0.2.22 zod@3.25.76 ajv@8.20.0 \
  @modelcontextprotocol/sdk@1.32.2 >/dev/null

cat >run.mjs <<'JS'
import { Ajv2020 } from 'ajv/dist/2020.js';
import { MCPTool } from 'mcp-framework';
import { z } from 'zod';

const tools = {
  marks: [z.record(z.number()), { marks: { art: 5 } }, { marks: 'art: 5' }],
  day: [z.union([z.number(), z.literal('none')]), { day: 7 }, { day: '7' }],
  note: [z.string().nullable(), { note: null }, {}],
  limit: [z.number().default(20), {}],
  hours: [z.number().positive(), { hours: 1.5 }],
};
for (const [name, [type, ...calls]] of Object.entries(tools)) {
  class Tool extends MCPTool {
    name = name;
    description = 'Takes one argument';
    schema = z.object({ [name]: type.describe('The argument') });
    execute = async () => 'done';
  }
  const tool = new Tool();
  const { properties, required } = tool.toolDefinition.inputSchema;
  const { description, ...listed } = properties[name];
  console.log(`${name}: ${JSON.stringify(listed)}${required.includes(name) ? ', required' : ''}`);
  for (const given of calls) {
    const { isError } = await tool.toolCall({ params: { name, arguments: given } });
    let says;
    try {
      says = new Ajv2020().compile(tool.toolDefinition.inputSchema)(given) ? 'takes it' : 'refuses it';
    } catch {
      says = 'cannot be read';
    }
    console.log(`  ${JSON.stringify(given)}: the list ${says}, the tool ${isError ? 'refuses it' : 'takes it'}`);
  }
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='marks: {"type":"string"}, required
  {"marks":{"art":5}}: the list refuses it, the tool takes it
  {"marks":"art: 5"}: the list takes it, the tool refuses it
day: {"type":"string"}, required
  {"day":7}: the list refuses it, the tool takes it
  {"day":"7"}: the list takes it, the tool refuses it
note: {"type":"string"}
  {"note":null}: the list refuses it, the tool takes it
  {}: the list takes it, the tool refuses it
limit: {"type":"number","default":20}, required
  {}: the list refuses it, the tool takes it
hours: {"type":"number","minimum":1,"exclusiveMinimum":true}, required
  {"hours":1.5}: the list cannot be read, the tool takes it'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
