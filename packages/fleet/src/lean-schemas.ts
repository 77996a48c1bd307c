/**
 * Methods of the messages whose schemas the MCP SDK looks up at a server of the fleet: of requests it has a handler for, of
 * notifications it listens to, and of results it checks itself.
 */
const LOOKED_UP: Readonly<Record<string, readonly string[]>> = {
  Request: [
    'initialize',
    'ping',
    'completion/complete',
    'prompts/get',
    'prompts/list',
    'resources/list',
    'resources/read',
    'resources/templates/list',
    'tools/call',
    'tools/list',
  ],
  Notification: ['notifications/cancelled', 'notifications/initialized', 'notifications/progress'],
  Result: ['tools/call'],
};

/** An entry of a map from methods to schemas: the method, and what kind of message it is the schema of. */
const ENTRY =
  /^\t+"?(ping|initialize|[a-z]+\/[\w/]+)"?: (?:s\.)?\w*?(Request|Notification|Result)\w*Schema(?:\$1)?,?\n/gm;
/** The same where the schema of a result is written in the map. */
const RESULT_ENTRY = /^\t\t"([\w/]+)": lifted(Result)\(.*(?:\n\t\t[\t}].*)*\n/gm;
/** A function that builds all schemas of an era and returns them in one object. */
const BUILDER = /^function build(?:\$1)?\(\) \{\n(?:.+\n)+?\}$/gm;
const COMMENT = /\/\*\*[\s\S]*?\*\//g;
const MEMBER = /^\t\t(\w+)\b.*(?:\n\t\t[\t\])}].*)*\n/gm;
const DECLARATION = /^\t(?:const|function) ([\w$]+).*(?:\n\t[\t\])}].*)*\n/gm;

/**
 * Leaves out of the SDK's schemas of both eras those that no message of a server reaches: the SDK builds all of an era, about
 * 150, at the first message that it answers. Throws when an update of the SDK has them in another way.
 */
export function leanSchemas(code: string): string {
  const kept = new Set<string>();
  const keptEntry = (entry: string, method: string, kind: string) => {
    if (!LOOKED_UP[kind]?.includes(method)) return '';
    kept.add(`${kind} ${method}`);
    return entry;
  };
  const lean = code.replace(ENTRY, keptEntry).replace(RESULT_ENTRY, keptEntry);
  const missing = Object.entries(LOOKED_UP).flatMap(([kind, methods]) =>
    methods.map((method) => `${kind} ${method}`).filter((entry) => !kept.has(entry)),
  );
  if (missing.length > 0 || lean.match(BUILDER)?.length !== 2) {
    throw new Error(`the MCP SDK has its schemas in another way: ${missing.join(', ')}`);
  }
  const read = new Set(Array.from(lean.replace(BUILDER, '').matchAll(/\.(\w+)/g), ([, name]) => name));
  return lean.replace(BUILDER, (builder) => {
    const [declarations = '', returned = ''] = builder.replace(COMMENT, '').split(/^(?=\treturn \{$)/m);
    return withoutUnread(declarations + returned.replace(MEMBER, (member, name) => (read.has(name) ? member : '')));
  });
}

/** A function without the declarations that nothing in it reads. */
function withoutUnread(body: string): string {
  const uses = namesIn(body);
  const shorter = body.replace(DECLARATION, (declaration, name) =>
    uses.get(name) === namesIn(declaration).get(name) ? '' : declaration,
  );
  return shorter === body ? body : withoutUnread(shorter);
}

function namesIn(code: string): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const [name] of code.matchAll(/[\w$]+/g)) names.set(name, (names.get(name) ?? 0) + 1);
  return names;
}
