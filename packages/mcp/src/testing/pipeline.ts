import type { LogRecord, Principal } from '@aisystant/oauth';
import type { CallContext } from '../define/call-context.ts';
import { handler } from '../define/handler.ts';
import type { Effect } from '../define/operation.ts';
import type { CallerContext } from '../worker/call.ts';

/** A person who may read and write. */
export const anna: Principal = { userId: 'anna', scopes: ['test:read', 'test:write'], clientId: 'client-1' };

/** A caller context that records its log lines and the order of its steps. */
export function pipeline(changed: Partial<CallerContext<null>> & { readonly full?: readonly string[] } = {}) {
  const steps: string[] = [];
  const lines: LogRecord[] = [];
  const limit = (name: string): RateLimit => ({
    limit: async ({ key }) => {
      steps.push(`${name} ${key}`);
      return { success: !changed.full?.includes(name) };
    },
  });
  const context: CallerContext<null> = {
    server: { name: 'test-mcp' },
    user: anna,
    services: () => null,
    dataObject: () => null,
    revokeAllAccess: async () => {},
    env: { READ_LIMIT: limit('read'), WRITE_LIMIT: limit('write'), ADDRESS_LIMIT: limit('address') },
    address: '192.0.2.1',
    requestId: 'request-1',
    deadlineMs: 1000,
    recordCall: () => {},
    log: (line) => lines.push(line),
    ...changed,
  };
  return { steps, lines, context };
}

interface OperationOptions {
  readonly effect?: Effect;
  readonly scope?: string | null;
}

/** A tool with this handler. */
export const callable = <T>(run: (context: CallContext<null>) => Promise<T>, options: OperationOptions = {}) => {
  const { effect = 'read', scope = `test:${effect === 'read' ? 'read' : 'write'}` } = options;
  const operation = { kind: 'tool', name: 'test.tool', scope, effect, needsConsent: true } as const;
  return { operation, [handler]: () => ({ run }) };
};

/** A run that succeeds. */
export const one = async () => 1;
