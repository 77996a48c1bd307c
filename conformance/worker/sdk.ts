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

/** What an answer to a list holds. */
type Listed = { readonly [kind: string]: readonly unknown[] };

/**
 * Stands in for the SDK's class where the kit builds the server of a request: it also knows everything the suite asks
 * for that our definitions do not offer. A list is the kit's list and the rest behind it; what is asked for by name goes
 * to the kit, and only where the kit does not know the name to the rest. The whole way of a request to here is the kit's.
 */
export class McpServer extends SdkServer {
  constructor(info: Implementation, options?: McpServerOptions) {
    super(info, { ...options, requestState: { verify: states.verify } });
    const { server } = this;
    server.registerCapabilities({ logging: {}, resources: { subscribe: true } });
    server.setRequestHandler('resources/subscribe', () => ({}));
    server.setRequestHandler('resources/unsubscribe', () => ({}));
    const rest = theRest(info);
    const set = server.setRequestHandler.bind(server) as (method: string, handler: Handler) => void;
    server.setRequestHandler = ((method: string, ours: Handler) => {
      const theirs = rest.get(method);
      const both = method.endsWith('/list') ? joined : eitherOne;
      set(method, theirs ? both(ours, theirs) : ours);
    }) as typeof server.setRequestHandler;
  }
}

/** The handlers of a server of the SDK with a registry of its own; it never sees a request itself. */
function theRest(info: Implementation): Map<string, Handler> {
  const handlers = new Map<string, Handler>();
  const rest = new SdkServer(info, { capabilities: { logging: {} } });
  rest.server.setRequestHandler = ((method: string, handler: Handler) => {
    handlers.set(method, handler);
  }) as typeof rest.server.setRequestHandler;
  registerContent(rest);
  registerNotifications(rest);
  registerQuestions(rest);
  registerInputRounds(rest, states);
  return handlers;
}

function joined(ours: Handler, theirs: Handler): Handler {
  return async (request, context) => {
    const [first, second] = (await Promise.all([ours(request, context), theirs(request, context)])) as [Listed, Listed];
    return Object.fromEntries(
      Object.keys(first).map((kind) => [kind, [...(first[kind] ?? []), ...(second[kind] ?? [])]]),
    );
  };
}

function eitherOne(ours: Handler, theirs: Handler): Handler {
  return async (request, context) => {
    try {
      return await ours(request, context);
    } catch (error) {
      if (error instanceof Error && /not found/.test(error.message)) return theirs(request, context);
      throw error;
    }
  };
}
