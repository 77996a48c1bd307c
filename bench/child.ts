import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { processesBelow } from './processes.ts';

/** What the processes of a measured system have used. */
export interface Usage {
  /** User and system time of all of them, ms. */
  readonly cpuMs: number;
  /** The same of workerd alone: without the identity provider and the simulators, which run in Node. */
  readonly workerdMs: number;
  /** Resident memory of workerd, bytes. */
  readonly workerdBytes: number;
}

/** A process with the system that is measured, and all that it started. */
export interface Child {
  /** Its first message: addresses of the MCP endpoints, by name. */
  readonly endpoints: { readonly [name: string]: string };
  usage(): Usage;
  /** Has an order carried out. Throws what the process could not do. */
  order(name: string, ...args: readonly unknown[]): Promise<unknown>;
  /** Ends it; the process removes what it stored. */
  stop(): Promise<void>;
}

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

/** Starts a script and waits until it says that it is ready. Throws when it ends before. */
export async function startChild(
  script: string,
  args: readonly string[] = [],
  variables: { readonly [name: string]: string } = {},
): Promise<Child> {
  const PATH = `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH']}`;
  const env = { ...process.env, PATH, ...variables };
  const child = fork(script, [...args], { cwd: path.dirname(path.dirname(script)), env });
  const ended = once(child, 'exit');
  const ready = await Promise.race([once(child, 'message'), ended.then(() => null)]);
  if (!ready) throw new Error(`${script} did not start`);
  return {
    endpoints: ready[0].ready,
    usage: () => usageOf(child.pid ?? 0),
    order: askerOf(child),
    stop: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

function askerOf(child: ChildProcess): Child['order'] {
  const waiting = new Map<number, (answer: Answer) => void>();
  let last = 0;
  child.on('message', (answer: Answer) => waiting.get(answer.id)?.(answer));
  child.on('exit', () => {
    for (const [id, settle] of waiting) settle({ id, error: 'the measured system ended' });
  });
  return async (order, ...args) => {
    last += 1;
    const id = last;
    const { promise, resolve } = Promise.withResolvers<Answer>();
    waiting.set(id, resolve);
    child.send({ id, order, args });
    const { value, error } = await promise;
    waiting.delete(id);
    if (error !== undefined) throw new Error(error);
    return value;
  };
}

function usageOf(pid: number): Usage {
  const all = processesBelow(pid);
  const workerd = all.filter(({ name }) => name === 'workerd');
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    cpuMs: sum(all.map(({ cpuMs }) => cpuMs)),
    workerdMs: sum(workerd.map(({ cpuMs }) => cpuMs)),
    workerdBytes: sum(workerd.map(({ bytes }) => bytes)),
  };
}
