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

/**
 * Stands in for the SDK's class where the kit builds the server of a request: born with everything the suite asks for
 * that our definitions do not offer. What the kit then adds, and the whole way of a request to here, is the kit's own.
 */
export class McpServer extends SdkServer {
  constructor(info: Implementation, options?: McpServerOptions) {
    super(info, { ...options, requestState: { verify: states.verify } });
    registerContent(this);
    registerNotifications(this);
    registerQuestions(this);
    registerInputRounds(this, states);
  }
}
