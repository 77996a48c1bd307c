#!/usr/bin/env bash
# mcporter sends null for the choice "none" of a tool, though it reads the tool's schema to keep 42 a text.
#
# Packages: mcporter 0.12.3, with @modelcontextprotocol/server 2.4.0 and zod 4.6.7 for the server. Input: a tool with a text,
#   and with a priority that is "none" or "low", or null for "leave it"; called from a command line as `name=value`, with
#   `--raw-strings`, with `--no-coerce`, and as a function with the value in quotes.
# Expected: what the schema lists as texts is sent as texts, as a number is for a text; null where only null fits.
# Seen: "none" and "null" are null in any place, "true" is a boolean, and brackets are JSON; only numbers are looked up in the
#   schema, and only numbers are left alone by `--raw-strings`. In quotes, and with `--no-coerce`, texts are texts.
# Why it matters: "no priority" and "leave the priority" are two requests, and the tool does the other one without an error.
#   Where null is not taken the error speaks of a null that nobody typed. Scripts should pass `--args` with JSON.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund mcporter@0.12.3 @modelcontextprotocol/server@2.4.0 zod@4.6.7 >/dev/null

cat >server.mjs <<'JS'
import { McpServer } from '@modelcontextprotocol/server';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';

const inputSchema = z.strictObject({ text: z.string().optional(), priority: z.enum(['none', 'low']).nullable().optional() });
const server = new McpServer({ name: 'tasks', version: '1.0.0' });
server.registerTool('set', { description: 'Changes a task', inputSchema }, (given) => ({
  content: [{ type: 'text', text: JSON.stringify(given) }],
}));
await server.connect(new StdioServerTransport());
JS
ask() {
  local answer
  answer=$(node node_modules/mcporter/dist/cli.js call --stdio 'node server.mjs' --name tasks "$@" 2>&1 | tr -d '\n')
  printf '%s: %s\n' "$*" "$answer"
}
seen=$(
  ask set text=42
  ask set priority=low
  ask set priority=none
  ask --raw-strings set priority=none
  ask --no-coerce set priority=none
  ask 'tasks.set(priority: "none")'
  ask set text=none
)
printf '%s\n' "$seen"
expected='set text=42: {  "text": "42"}
set priority=low: {  "priority": "low"}
set priority=none: {  "priority": null}
--raw-strings set priority=none: {  "priority": null}
--no-coerce set priority=none: {  "priority": "none"}
tasks.set(priority: "none"): {  "priority": "none"}
set text=none: Input validation error: Invalid arguments for tool set: text: Invalid input: expected string, received null'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
