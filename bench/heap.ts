import type { System } from './system.ts';

/** How often a Worker is called until its inspector answers: an isolate without work hears nothing. */
const WAKE_MS = 20;

/** Bytes of the live objects in the isolate of a Worker, after a full collection. */
export async function heapOf(system: System, worker: string): Promise<number> {
  const targets = (await (await fetch(`${system.endpointOf('inspector')}/json`)).json()) as readonly Target[];
  const target = targets.find(({ id }) => id.endsWith(`:${worker}`));
  if (!target) throw new Error(`the inspector shows no ${worker}: ${targets.map(({ id }) => id).join(', ')}`);
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  const health = new URL('/healthz', system.endpointOf(worker));
  const wake = async () => (await fetch(health)).text();
  // A call that fails has woken it as well.
  const waker = setInterval(() => void wake().catch(() => null), WAKE_MS);
  try {
    for (const _ of ['finalizers run after the first', 'and what they held goes with the second']) {
      await ask(socket, 'HeapProfiler.collectGarbage');
    }
    const { usedSize } = (await ask(socket, 'Runtime.getHeapUsage')) as { readonly usedSize: number };
    return usedSize;
  } finally {
    clearInterval(waker);
    socket.close();
  }
}

interface Target {
  readonly id: string;
  readonly webSocketDebuggerUrl: string;
}

let asked = 0;

/** Sends a command of the Chrome DevTools Protocol, and gives its result. */
function ask(socket: WebSocket, method: string): Promise<unknown> {
  asked += 1;
  const id = asked;
  return new Promise((resolve) => {
    const hear = ({ data }: MessageEvent) => {
      const answer = JSON.parse(String(data)) as { readonly id?: number; readonly result?: unknown };
      if (answer.id !== id) return;
      socket.removeEventListener('message', hear);
      resolve(answer.result);
    };
    socket.addEventListener('message', hear);
    socket.send(JSON.stringify({ id, method }));
  });
}
