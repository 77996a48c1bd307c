#!/usr/bin/env bash
# The MCP client asks for another scope than the server's challenge names, or for none.
#
# Packages: @modelcontextprotocol/client 2.4.0, whose transports read a 401 or 403 with `extractWWWAuthenticateParams`. Input:
#   challenges that all want the scopes "notes write": with a description that speaks of a scope, with a parameter of the
#   server's own before it, with spaces around "=", with a capital letter, and with a challenge of another scheme before it.
# Expected: "notes write" each time. A quoted text is one value, names are read whole and in any case (RFC 9110, 11.2), spaces
#   there are dropped (5.6.3), several challenges may stand in a header (11.6.1), and other parameters too (RFC 6750, 3).
# Seen: the first `scope=` anywhere in the header counts, in a description or at the end of another name; with spaces or a
#   capital letter there is none; a challenge that begins with another scheme is not read on.
# Why it matters: a step-up asks for what the person has already granted, comes back with a new token, and is refused again.
#   Send one challenge with `scope` before the description, and no other name that ends so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @modelcontextprotocol/client@2.4.0 >/dev/null

cat >run.mjs <<'JS'
import { extractWWWAuthenticateParams } from '@modelcontextprotocol/client';

const refusal = 'error="insufficient_scope", error_description="The token has scope=notes only"';
const challenges = {
  'scope first': `Bearer scope="notes write", ${refusal}`,
  'description first': `Bearer ${refusal}, scope="notes write"`,
  'a name of its own': 'Bearer granted_scope="notes", scope="notes write"',
  spaces: 'Bearer scope = "notes write"',
  'a capital letter': 'Bearer Scope="notes write"',
  'two schemes': 'Basic realm="notes", Bearer scope="notes write"',
};
for (const [name, challenge] of Object.entries(challenges)) {
  const headers = { 'www-authenticate': challenge };
  const { scope } = extractWWWAuthenticateParams(new Response(null, { status: 403, headers }));
  console.log(`${name}: ${scope ?? 'none'}`);
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
expected='scope first: notes write
description first: notes
a name of its own: notes
spaces: none
a capital letter: none
two schemes: none'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
