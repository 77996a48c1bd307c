import { spawn } from 'node:child_process';

const PATIENCE_MS = 60_000;

/** Asks Codex, as an editor does over its app server, one thing; what it answers. */
export function askCodex(
  command: string,
  env: { readonly [variable: string]: string },
  method: string,
): Promise<unknown> {
  const child = spawn(command, ['app-server'], { env, cwd: env['HOME'], stdio: ['pipe', 'pipe', 'ignore'] });
  const send = (message: object) => void child.stdin.write(`${JSON.stringify(message)}\n`);
  const clientInfo = { name: 'editor', title: 'Editor', version: '1.0.0' };
  send({ id: 1, method: 'initialize', params: { clientInfo } });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(() => reject(new Error(`codex did not answer ${method}`))), PATIENCE_MS);
    const settle = (then: () => void) => {
      clearTimeout(timer);
      child.kill();
      then();
    };
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const { id, result, error } of lines.filter(Boolean).map((line) => JSON.parse(line))) {
        if (id === 1) {
          send({ method: 'initialized' });
          send({ id: 2, method, params: {} });
        }
        if (id === 2) settle(() => (error ? reject(new Error(JSON.stringify(error))) : resolve(result)));
      }
    });
    child.on('error', (error) => settle(() => reject(error)));
  });
}
