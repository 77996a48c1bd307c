import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { failureOf } from './failure.ts';
import { writePrivateFile } from './private-file.ts';
import {
  addressOf,
  readKept,
  type Settings,
  servers,
  settingsFile,
  settingsFolder,
  tokenOf,
  type Variables,
} from './settings.ts';
import { browserSignIn, givenToken } from './sign-in.ts';
import { startCommand } from './start-command.ts';
import { StdioError } from './stdio-error.ts';

const TIMEOUT_MS = 30_000;

/**
 * `aisystant-mcp init`: asks for a server and a way to sign in, checks both, and keeps them. Nothing is kept before it works.
 * Throws {@link StdioError}, at once when `stop` is aborted or the person presses Ctrl-C.
 */
export async function init(env: Variables, stop: AbortSignal): Promise<void> {
  const interrupted = new AbortController();
  const person = openDialogue(() => interrupted.abort());
  try {
    await Promise.race([setUp(env, person), stopped(AbortSignal.any([stop, interrupted.signal]))]);
  } finally {
    person.close();
  }
}

function stopped(stop: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const refuse = () => reject(new StdioError('It was stopped, nothing was kept.'));
    if (stop.aborted) refuse();
    stop.addEventListener('abort', refuse);
  });
}

async function setUp(env: Variables, person: Dialogue): Promise<void> {
  const folder = settingsFolder(env);
  const kept = await readKept(folder);
  const name = (await person.ask(`Server (${[...servers.keys()].join(', ')}): `)).trim();
  if (!/^[a-z0-9-]{1,64}$/.test(name)) throw new StdioError('A name has small letters, digits and hyphens.');
  const usual = kept[name]?.url ?? servers.get(name);
  const address = (await person.ask(usual ? `Address [${usual}]: ` : 'Address: ')).trim() || usual;
  if (!address) throw new StdioError(`The fleet has no ${name}; give its address.`);
  const url = addressOf(address);
  const secret = await person.askSecretly(
    `Personal token from ${url.origin}/account (empty: sign in in the browser): `,
  );
  const token = tokenOf(secret);
  const tools = await check({ name, url, token, timeoutMs: TIMEOUT_MS, folder });
  const timeout = kept[name]?.timeout_ms;
  const own = {
    ...(address !== servers.get(name) && { url: url.href }),
    ...(token !== null && { token }),
    // Not asked for here: it is the person's, written by hand.
    ...(timeout !== undefined && { timeout_ms: timeout }),
  };
  await writePrivateFile(settingsFile(folder), `${JSON.stringify({ ...kept, [name]: own }, null, 2)}\n`);
  person.say(`It works: ${tools} tools. Kept in ${settingsFile(folder)}.`);
  person.say(`\n  claude mcp add ${name} -- ${startCommand(import.meta.filename)} --server ${name}`);
  person.say(`  codex mcp add ${name} -- ${startCommand(import.meta.filename)} --server ${name}`);
}

/** Connects as a client does; how many tools there are. Throws {@link StdioError} that says why not. */
async function check(settings: Settings): Promise<number> {
  const { url, token } = settings;
  const log = (line: string) => void process.stderr.write(`${line}\n`);
  const authProvider = token === null ? browserSignIn(settings, log) : givenToken(token);
  const client = new Client({ name: 'aisystant-mcp', version: '1.0.0' });
  try {
    // The person in the browser has as long as the sign-in itself gives.
    const options = { timeout: 6 * 60_000 };
    await client.connect(new StreamableHTTPClientTransport(url, { authProvider }), options);
    return (await client.listTools(undefined, options)).tools.length;
  } catch (error) {
    throw new StdioError(`It does not work, nothing was kept. ${failureOf(0, error).error.message}`);
  } finally {
    await client.close();
  }
}

type Dialogue = ReturnType<typeof openDialogue>;

/** A dialogue on the terminal; the answer to a secret question is not shown. `interrupted` is called at Ctrl-C. */
function openDialogue(interrupted: () => void) {
  let hidden = false;
  const output = new Writable({
    write(chunk, encoding, done) {
      if (hidden) done();
      else process.stderr.write(chunk, encoding, done);
    },
  });
  const terminal = process.stdin.isTTY === true;
  const lines = createInterface({ input: process.stdin, output, terminal });
  // Ctrl-C at a terminal.
  lines.on('SIGINT', interrupted);
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  // Answers may come all at once, through a pipe.
  const answers = lines[Symbol.asyncIterator]();
  const ask = async (question: string) => {
    process.stderr.write(question);
    const { value, done } = await answers.next();
    if (done) throw new StdioError('There was no answer, nothing was kept.');
    return value;
  };
  return {
    say,
    ask,
    async askSecretly(question: string): Promise<string> {
      hidden = terminal;
      const answer = await ask(question);
      hidden = false;
      if (terminal) say('');
      return answer;
    },
    close: () => lines.close(),
  };
}
