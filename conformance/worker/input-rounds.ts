import {
  acceptedContent,
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  type InputRequest,
  inputRequired,
  type McpServer,
  type RequestStateCodec,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { askModel, askPerson, text } from './questions.ts';

const PREFIX = 'test_input_required_result';

/** Calls of several rounds (2026-07-28): questions as results, with a sealed state that the client sends back. */
export function registerInputRounds(server: McpServer, states: RequestStateCodec): void {
  registerOneRound(server);
  registerStates(server, states);
  registerMultiRound(server, states);
  server.registerTool(`${PREFIX}_capabilities`, { description: 'Asks only what the client can answer.' }, (context) => {
    const envelope: { readonly [key: string]: unknown } = context.mcpReq.envelope ?? {};
    const declared = envelope[CLIENT_CAPABILITIES_META_KEY] as ClientCapabilities | undefined;
    const inputRequests = {
      ...(declared?.sampling && { thought: askModel('Anything?') }),
      ...(declared?.elicitation && { name: askPerson('What is your name?', 'name') }),
    };
    return inputRequired({ inputRequests });
  });
  server.registerPrompt(`${PREFIX}_prompt`, { description: 'Asks for its context.' }, ({ mcpReq }) => {
    const given = acceptedContent(mcpReq.inputResponses, 'user_context');
    if (given) return { messages: [{ role: 'user', content: { type: 'text', text: String(given['context']) } }] };
    return inputRequired({
      inputRequests: { user_context: askPerson('What context should the prompt use?', 'context') },
    });
  });
}

function registerOneRound(server: McpServer): void {
  server.registerTool(`${PREFIX}_elicitation`, { description: 'Asks for a name.' }, ({ mcpReq }) => {
    const name = acceptedContent(mcpReq.inputResponses, 'user_name')?.['name'];
    if (typeof name === 'string') return text(`Hello, ${name}!`);
    return inputRequired({ inputRequests: { user_name: askPerson('What is your name?', 'name') } });
  });
  const once = (name: string, key: string, request: InputRequest) => {
    server.registerTool(`${PREFIX}_${name}`, { description: name }, ({ mcpReq }) => {
      const response = mcpReq.inputResponses?.[key];
      if (response !== undefined) return text(JSON.stringify(response));
      return inputRequired({ inputRequests: { [key]: request } });
    });
  };
  once('sampling', 'capital_question', askModel('What is the capital of France?'));
  once('list_roots', 'client_roots', inputRequired.listRoots());
}

function registerStates(server: McpServer, states: RequestStateCodec): void {
  const stateful = (name: string, inputRequests: Record<string, InputRequest>) => {
    server.registerTool(`${PREFIX}_${name}`, { description: name }, async ({ mcpReq }) => {
      const complete = Object.keys(inputRequests).every((key) => mcpReq.inputResponses?.[key] !== undefined);
      // The SDK has verified the seal before this runs, and refused the request if it was broken.
      if (complete && mcpReq.requestState() === name) return text('state-ok');
      return inputRequired({ inputRequests, requestState: await states.mint(name) });
    });
  };
  const confirm = inputRequired.elicit({
    message: 'Please confirm',
    requestedSchema: { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] },
  });
  stateful('request_state', { confirm });
  stateful('tampered_state', { confirm });
  stateful('multiple_inputs', {
    user_name: askPerson('What is your name?', 'name'),
    greeting: askModel('Generate a greeting', 50),
    client_roots: inputRequired.listRoots(),
  });
}

function registerMultiRound(server: McpServer, states: RequestStateCodec): void {
  const rounds = [
    { step1: askPerson('Step 1: What is your name?', 'name') },
    { step2: askPerson('Step 2: What is your favorite color?', 'color') },
  ];
  server.registerTool(`${PREFIX}_multi_round`, { description: 'Asks twice.' }, async ({ mcpReq }: ServerContext) => {
    const round = mcpReq.requestState<number>() ?? 0;
    const inputRequests = rounds[round];
    if (!inputRequests) return text('Both answers are here.');
    return inputRequired({ inputRequests, requestState: await states.mint(round + 1) });
  });
}
