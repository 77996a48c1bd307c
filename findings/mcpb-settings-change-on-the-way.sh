#!/usr/bin/env bash
# A bundle of MCP (mcpb) starts its server with other settings than the person typed: dollars are lost, and what was left
# empty arrives as the name of its placeholder.
#
# Packages: @anthropic-ai/mcpb 2.1.2, whose `getMcpConfigForManifest` makes the command of a server from a manifest. Input: a
#   manifest with a required token, an optional team and a mode with a default, each put into `env`.
# Expected: the token as typed; an optional setting that nobody filled in is empty or not there; a default stands in for a
#   required setting, too.
# Seen: a token `a$$b` becomes `a$b`, because it is the replacement of a regular expression; the team is the text
#   `${user_config.team}`; a required setting with a default counts as missing, and there is no command at all.
# Why it matters: a password with two dollars fails at the third party only, and a server that asks "is there a team?" gets a
#   yes. It must treat a value that begins with `${user_config.` as not given.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @anthropic-ai/mcpb@2.1.2 >/dev/null

cat >run.mjs <<'JS'
import { getMcpConfigForManifest } from '@anthropic-ai/mcpb';

const setting = (rest) => ({ type: 'string', title: 'Title', description: 'Text', ...rest });
async function started(userConfig, required = false) {
  const env = { TOKEN: '${user_config.token}', TEAM: '${user_config.team}', MODE: '${user_config.mode}' };
  const manifest = {
    manifest_version: '0.3',
    name: 'sample',
    version: '1.0.0',
    description: 'A sample',
    author: { name: 'Anna' },
    server: { type: 'node', entry_point: 'index.js', mcp_config: { command: 'node', args: ['index.js'], env } },
    user_config: { token: setting({ required: true }), team: setting(), mode: setting({ default: 'plain', required }) },
  };
  const made = await getMcpConfigForManifest({ manifest, extensionPath: '/', systemDirs: {}, userConfig, pathSeparator: '/' });
  return made === undefined ? 'no command' : Object.values(made.env).join(' | ');
}

console.log('plain token:', await started({ token: 'a-b' }));
console.log('two dollars:', await started({ token: 'a$$b', team: 'one' }));
console.log('required default:', await started({ token: 'a-b', team: 'one' }, true));
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='plain token: a-b | ${user_config.team} | plain
two dollars: a$b | one | plain
required default: no command'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
