import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ScriptedBrowser } from '@aisystant/fleet';

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  /** What it wrote, both streams together. */
  readonly output: string;
  /** What it wrote for programs. */
  readonly stdout: string;
}

/** A command that runs. */
export interface Running {
  readonly ended: Promise<Ended>;
  stop(): void;
}

/** A person's empty home folder, in which clients keep what they know, and a browser that a script answers. */
export interface Workplace {
  /** Variables every command gets. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs a command to its end. */
  run(command: string, ...args: string[]): Promise<Ended>;
  /** Starts a command; its input stays closed. */
  start(command: string, ...args: string[]): Running;
  /** Waits until a client opens the browser, signs the learner in, and hands the answer to the client. Gives what was asked. */
  signIn(login: string): Promise<URLSearchParams>;
  /** Addresses the clients have opened in the browser. */
  opened(): Promise<readonly string[]>;
  leave(): Promise<void>;
}

const PATIENCE_MS = 60_000;

/** Sets up a workplace: nothing of it is shared with the real home folder, and no real browser opens. */
export async function enterWorkplace(): Promise<Workplace> {
  const { home, bin, log } = await makeHome();
  const env = {
    PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}`,
    HOME: home,
    BROWSER: path.join(bin, 'xdg-open'),
    TERM: 'xterm',
    MCP_REMOTE_CONFIG_DIR: path.join(home, 'mcp-remote'),
    DISABLE_AUTOUPDATER: '1',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  };
  const opened = async () => (await readFile(log, 'utf8')).split('\n').filter((line) => line !== '');
  let answered = 0;
  const start = (command: string, ...args: string[]) => runIn(home, env, command, args);
  return {
    env,
    opened,
    start,
    run: (command, ...args) => start(command, ...args).ended,
    async signIn(login) {
      const deadline = Date.now() + PATIENCE_MS;
      let addresses = await opened();
      while (addresses.length <= answered) {
        if (Date.now() > deadline) throw new Error('the client opened no browser');
        await new Promise((resolve) => setTimeout(resolve, 50));
        addresses = await opened();
      }
      const asked = new URL(addresses[answered] ?? '');
      answered += 1;
      await answer(asked, login);
      return asked.searchParams;
    },
    leave: () => rm(home, { recursive: true, force: true }),
  };
}

/** A home folder with a browser in it that only notes what it is asked to open. */
async function makeHome(): Promise<{ home: string; bin: string; log: string }> {
  const home = await mkdtemp(path.join(tmpdir(), 'workplace-'));
  const bin = path.join(home, 'bin');
  const log = path.join(home, 'opened');
  await mkdir(path.join(home, '.codex'), { recursive: true });
  // Otherwise Codex keeps its tokens in the keyring of the machine.
  await writeFile(path.join(home, '.codex', 'config.toml'), 'mcp_oauth_credentials_store = "file"\n');
  await writeFile(log, '');
  await mkdir(bin);
  for (const opener of ['xdg-open', 'open']) {
    await writeFile(path.join(bin, opener), `#!/bin/sh\nprintf '%s\\n' "$1" >> '${log}'\n`);
    await chmod(path.join(bin, opener), 0o755);
  }
  return { home, bin, log };
}

async function answer(asked: URL, login: string): Promise<void> {
  const redirectUri = asked.searchParams.get('redirect_uri') ?? '';
  const { landed } = await new ScriptedBrowser().signIn(asked, redirectUri, { login });
  const response = await fetch(landed);
  if (!response.ok)
    throw new Error(`the client answered its redirect with ${response.status}: ${await response.text()}`);
}

function runIn(cwd: string, env: Record<string, string>, command: string, args: string[]): Running {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<Ended>((resolve, reject) => {
    let output = '';
    let stdout = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output, stdout }));
  });
  return { ended, stop: () => child.kill() };
}

/** The same command inside a terminal, for one that insists on a person; the ways to ask for that differ. */
export function inTerminal(command: string, ...args: string[]): [string, ...string[]] {
  if (process.platform === 'darwin') return ['script', '-q', '/dev/null', command, ...args];
  const quoted = [command, ...args].map((part) => `'${part}'`).join(' ');
  return ['script', '-qec', quoted, '/dev/null'];
}
