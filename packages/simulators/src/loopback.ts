import { createServer, type RequestListener, type Server } from 'node:http';

/** A server on one or both loopback addresses. */
export interface LoopbackServer {
  /** Stops listening and drops open connections. Idempotent. */
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1, and on ::1 if the machine has it: some resolve `localhost` to ::1 first.
 * @throws Error with code EADDRINUSE if the port is in use on either address.
 */
export async function listenOnLoopback(listener: RequestListener, port: number): Promise<LoopbackServer> {
  const servers = [await listen(listener, port, '127.0.0.1')];
  const close = async () => {
    await Promise.all(servers.map(stop));
  };
  try {
    servers.push(await listen(listener, port, '::1'));
  } catch (error) {
    if (!isMissingAddress(error)) {
      await close();
      throw error;
    }
  }
  return { close };
}

function listen(listener: RequestListener, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(listener);
    server.once('error', reject);
    server.listen({ port, host }, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

async function stop(server: Server): Promise<void> {
  if (!server.listening) return;
  await new Promise<void>((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}

/** Whether the machine has no IPv6 or no ::1. */
function isMissingAddress(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT');
}
