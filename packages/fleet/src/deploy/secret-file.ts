import { isRecord } from '@aisystant/mcp/is-record';
import { writePrivateFile } from '@aisystant/stdio/private-file';
import { readJson } from '../secrets.ts';
import { UsageError } from '../usage-error.ts';

/** A file of secrets outside of git: server → name → value. */
export interface SecretFile {
  readonly path: string;
  /**
   * Throws {@link UsageError} when it is there and not of its form, has a name that no deployment reads, or a value that no server
   * takes. `readable` are the names that are read, by server.
   */
  check(readable: ReadonlyMap<string, readonly string[]>): Promise<void>;
  /** The value of a secret, if the file has it. */
  read(server: string, name: string): Promise<string | undefined>;
  /** Adds a secret and leaves the others as they are. The file is readable by its owner only. */
  add(server: string, name: string, value: string): Promise<void>;
}

/** How it is written, for help and errors. */
export const SECRET_FILE_FORM = '{ "dt-mcp": { "IDENTITY_CLIENT_SECRET": "…" } }';

/** Secrets that the deployment makes itself: random keys of a server. */
export const RANDOM_KEYS = ['SUBJECT_KEY', 'PERSONAL_KEY_SECRET'];
/** Characters such a key has at least: a server with a shorter one does not start. */
const SHORTEST_KEY = 32;

/** Characters that a secret has at least; one of the app may be a key of a server under a longer name. */
export const shortestSecret = (name: string) => (RANDOM_KEYS.some((key) => name.endsWith(key)) ? SHORTEST_KEY : 1);

type Content = { readonly [server: string]: { readonly [name: string]: string } };

/** Opens a file of secrets; it need not exist. */
export function openSecretFile(file: string): SecretFile {
  const content = async (): Promise<Content> => {
    const known: unknown = await readJson(file, {}).catch(() => null);
    if (!isContent(known)) throw new UsageError(`${file} is not JSON of the form ${SECRET_FILE_FORM}.`);
    return known;
  };
  return {
    path: file,
    check: async (readable) => requireReadable(file, await content(), readable),
    read: async (server, name) => (await content())[server]?.[name],
    async add(server, name, value) {
      const known = await content();
      const changed = { ...known, [server]: { ...known[server], [name]: value } };
      await writePrivateFile(file, `${JSON.stringify(changed, null, 2)}\n`);
    },
  };
}

/** A mistyped name must not look like a missing one: a key would be made in the place of the one that was prepared. */
function requireReadable(file: string, content: Content, readable: ReadonlyMap<string, readonly string[]>): void {
  for (const [server, secrets] of Object.entries(content)) {
    const names = readable.get(server);
    if (!names)
      throw new UsageError(`${file}: there is no server "${server}". There are: ${[...readable.keys()].join(', ')}.`);
    const unread = Object.keys(secrets).find((name) => !names.includes(name));
    if (unread !== undefined)
      throw new UsageError(`${file}: a deployment of ${server} sets no ${unread}. It sets: ${names.join(', ')}.`);
    for (const [name, value] of Object.entries(secrets))
      requireUsable(`${file}: the ${name} of ${server}`, name, value);
  }
}

/** What is wrong with a value would show after the servers before it are deployed, or at a sign-in. The value is not repeated. */
function requireUsable(what: string, name: string, value: string): void {
  if (value !== value.trim()) throw new UsageError(`${what} begins or ends with a space or a line end: take it away.`);
  if (value === '') throw new UsageError(`${what} is empty.`);
  const shortest = shortestSecret(name);
  if (value.length < shortest) throw new UsageError(`${what} is too short: give at least ${shortest} characters.`);
}

function isContent(value: unknown): value is Content {
  const hasTexts = (each: unknown) => isRecord(each) && Object.values(each).every((text) => typeof text === 'string');
  return isRecord(value) && Object.values(value).every(hasTexts);
}
