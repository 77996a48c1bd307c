import {
  createRequestStateCodec,
  type Implementation,
  type McpServerOptions,
  McpServer as SdkServer,
} from '@modelcontextprotocol/server';
import { registerContent } from './content.ts';
import { registerInputRounds } from './input-rounds.ts';
import { registerNotifications } from './notifications.ts';
import { registerQuestions } from './questions.ts';

export * from '@modelcontextprotocol/server';

const states = createRequestStateCodec({ key: 'one key of one test run, not a secret' });

type Handler = (request: unknown, context: unknown) => unknown;

type Listed = { readonly [kind: string]: readonly unknown[] };

/**
 * Replaces the SDK's class where the kit builds the server of a request, and adds the tested features that the kit does
 * not offer. A list is the kit's, then the added entries; a name goes to the kit first, then to the added handlers.
 */
export class McpServer extends SdkServer {
  constructor(info: Implementation, options?: McpServerOptions) {
    super(info, { ...options, requestState: { verify: states.verify } });
    const { server } = this;
    server.registerCapabilities({ logging: {}, resources: { subscribe: true } });
    server.setRequestHandler('resources/subscribe', () => ({}));
    server.setRequestHandler('resources/unsubscribe', () => ({}));
    const extra = extraHandlers(info);
    const set = server.setRequestHandler.bind(server) as (method: string, ...rest: readonly unknown[]) => void;
    server.setRequestHandler = ((method: string, ours: Handler, ...rest: readonly unknown[]) => {
      // A method of an extension comes with its schemas, and the added handlers have none of these.
      if (rest.length > 0) return set(method, ours, ...rest);
      const theirs = extra.get(method);
      const both = method.endsWith('/list') ? concatenated : withFallback;
      set(method, theirs ? both(ours, theirs) : ours);
    }) as typeof server.setRequestHandler;
  }
}

/** The handlers of a second SDK server with its own registry; it serves no request itself. */
function extraHandlers(info: Implementation): Map<string, Handler> {
  const handlers = new Map<string, Handler>();
  const extra = new SdkServer(info, { capabilities: { logging: {} } });
  extra.server.setRequestHandler = ((method: string, handler: Handler) => {
    handlers.set(method, handler);
  }) as typeof extra.server.setRequestHandler;
  registerContent(extra);
  registerNotifications(extra);
  registerQuestions(extra);
  registerInputRounds(extra, states);
  return handlers;
}

function concatenated(ours: Handler, theirs: Handler): Handler {
  return async (request, context) => {
    const [first, second] = (await Promise.all([ours(request, context), theirs(request, context)])) as [Listed, Listed];
    return Object.fromEntries(
      Object.keys(first).map((kind) => [kind, [...(first[kind] ?? []), ...(second[kind] ?? [])]]),
    );
  };
}

function withFallback(ours: Handler, theirs: Handler): Handler {
  return async (request, context) => {
    try {
      return await ours(request, context);
    } catch (error) {
      if (error instanceof Error && /not found/.test(error.message)) return theirs(request, context);
      throw error;
    }
  };
}
