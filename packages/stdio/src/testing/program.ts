import { spawn } from 'node:child_process';
import path from 'node:path';

/** How the program ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The program as a process. */
export interface Program {
  send(message: unknown): void;
  sendLine(line: string): void;
  /** Closes its input. */
  finish(): void;
  kill(signal: NodeJS.Signals): void;
  /** The next message that it writes. */
  next(): Promise<{
    readonly id?: unknown;
    readonly result?: unknown;
    readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
  }>;
  readonly ended: Promise<Ended>;
}

const CLI = path.join(import.meta.dirname, '..', 'cli.ts');

/** A folder of Node's own with compiled code: each start reads the same modules. */
const COMPILED = process.env['NODE_COMPILE_CACHE'];

/** Starts the program as it is in the sources. `home` is its settings folder; no setting of the environment is passed on. */
export function startProgram(
  args: readonly string[],
  { home, ...env }: { readonly home: string; readonly [variable: string]: string },
): Program {
  const child = spawn(process.execPath, [CLI, ...args], {
    env: {
      PATH: process.env['PATH'] ?? '',
      ...(COMPILED !== undefined && { NODE_COMPILE_CACHE: COMPILED }),
      AISYSTANT_MCP_HOME: home,
      ...env,
    },
  });
  const written: string[] = [];
  const awaited: ((line: string) => void)[] = [];
  let [stdout, stderr, rest] = ['', '', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) (awaited.shift() ?? ((kept) => void written.push(kept)))(line);
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  child.stdin.on('error', () => {});
  const sendLine = (line: string) => void child.stdin.write(`${line}\n`);
  return {
    sendLine,
    send: (message) => sendLine(JSON.stringify(message)),
    finish: () => void child.stdin.end(),
    kill: (signal) => void child.kill(signal),
    async next() {
      const line = written.shift() ?? (await new Promise<string>((resolve) => awaited.push(resolve)));
      return JSON.parse(line);
    },
    ended: new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, stdout, stderr }));
    }),
  };
}
