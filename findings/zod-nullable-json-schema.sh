#!/usr/bin/env bash
# The JSON Schema of a nullable text depends on whether the text has a limit, since a minor release of zod.
#
# Packages: zod 4.1.13 and 4.6.7. Input: an object with a nullable string, one with a limit, and a union of two plain types.
# Expected: one form for "X or null", the one of earlier 4.x releases: `anyOf` of the two schemas.
# Seen: 4.6.7 writes a plain string as `"type": ["string", "null"]` and one with a limit as `anyOf`; 4.1.13 writes `anyOf` for
#   both. A union of plain types becomes a list of types too.
# Why it matters: tool schemas of an MCP server are made this way. Function calling of some model providers takes `anyOf` and
#   refuses a list of types, so a minor update of the schema library changes which clients can use a tool, field by field.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund zod-new@npm:zod@4.6.7 zod-old@npm:zod@4.1.13 >/dev/null

cat >schemas.mjs <<'JS'
for (const name of ['zod-old', 'zod-new']) {
  const z = await import(name);
  const object = z.object({
    plain: z.string().nullable(),
    limited: z.string().max(3).nullable(),
    either: z.union([z.string(), z.number()]),
  });
  for (const [field, schema] of Object.entries(z.toJSONSchema(object).properties)) {
    console.log(name, field, 'anyOf' in schema ? 'anyOf' : JSON.stringify(schema.type));
  }
}
JS
seen=$(node schemas.mjs)
printf '%s\n' "$seen"
expected='zod-old plain anyOf
zod-old limited anyOf
zod-old either anyOf
zod-new plain ["string","null"]
zod-new limited anyOf
zod-new either ["string","number"]'
[[ $seen == "$expected" ]] && echo 'as described' || { echo 'this has changed'; exit 1; }
