import { USER_KEY_KINDS } from '@aisystant/oauth/kv-keys';
import type { Declared } from './declarations.ts';
import { fenced } from './markdown.ts';

/** The index of a person's tokens; the tokens that it names go first. */
const TOKEN_INDEX = 'pats';

/** The marked sections of the runbook: the tools by which people delete their data, and what an erasure by hand deletes. */
export function runbookSections(servers: readonly Declared[]): { readonly [name: string]: string } {
  return {
    erasure: `\n${erasingTools(servers)}\n`,
    'user-keys': inList(fenced('sh', deleteKeys())),
    tables: inList(fenced('sql', deleteRows(servers))),
  };
}

function erasingTools(servers: readonly Declared[]): string {
  return servers
    .flatMap(({ contract, erasedBy }) => (erasedBy ? [`- ${contract.server}: \`${erasedBy}\``] : []))
    .join('\n');
}

function deleteKeys(): string {
  const at = USER_KEY_KINDS.indexOf(TOKEN_INDEX);
  const each = (kinds: readonly string[]) => `for kind in ${kinds.join(' ')}; do keys $kind; gone; done`;
  return [
    each(USER_KEY_KINDS.slice(0, at)),
    `# ${TOKEN_INDEX}:USER:…:HASH names a personal token; the token itself is kept as pat:HASH, and goes first.`,
    `keys ${TOKEN_INDEX}`,
    `node -p 'JSON.stringify(JSON.parse(require("node:fs").readFileSync("keys.json")).flatMap(({ name }) => [\`pat:\${name.split(":").at(-1)}\`, name]))' > both.json`,
    'mv both.json keys.json; gone',
    each(USER_KEY_KINDS.slice(at + 1)),
  ].join('\n');
}

/** Whole tables, only where an object keeps the records of one person: a database has those of everybody. */
function deleteRows(servers: readonly Declared[]): string {
  const rows = ({ contract, keeps, personObject }: Declared) => {
    const tables = [...new Set(keeps.map(({ table }) => table))];
    return [`-- ${contract.server}_${personObject}`, ...tables.map((table) => `delete from ${table};`)];
  };
  return servers
    .filter(({ keeps, personObject }) => keeps.length > 0 && personObject !== null)
    .flatMap(rows)
    .join('\n');
}

// The formatter wants an empty line before the mark that ends a block of a list.
const inList = (text: string) => `${text.replaceAll(/^/gm, '   ')}\n`;
