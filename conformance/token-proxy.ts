import { createServer, request } from 'node:http';

/**
 * Listens on loopback and adds a bearer token to every request, because the suite has no option for one. A foreign Host
 * is passed on unchanged: one scenario tests it.
 */
export async function startTokenProxy(port: number, target: string, token: string): Promise<() => Promise<void>> {
  const { hostname, port: targetPort, host } = new URL(target);
  const server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const own = headers.host === `localhost:${port}`;
    const passed = { ...headers, authorization: `Bearer ${token}`, ...(own && { host }) };
    const upstream = request({ hostname, port: targetPort, path: url, method, headers: passed }, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    });
    upstream.on('error', () => outgoing.destroy());
    outgoing.on('close', () => upstream.destroy());
    incoming.pipe(upstream);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
}
