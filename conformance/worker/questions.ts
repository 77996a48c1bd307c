import {
  type CallToolResult,
  type InputRequest,
  type InputRequiredResult,
  inputRequired,
  type McpServer,
} from '@modelcontextprotocol/server';
import * as z from 'zod';

/** A question to the model of the client. */
export function askModel(text: string, maxTokens = 100): InputRequest {
  return inputRequired.createMessage({ messages: [{ role: 'user', content: { type: 'text', text } }], maxTokens });
}

/** A question to the person, answered with one text field. */
export function askPerson(message: string, field: string): InputRequest {
  return inputRequired.elicit({
    message,
    requestedSchema: { type: 'object', properties: { [field]: { type: 'string' } }, required: [field] },
  });
}

/** An answer of one text. */
export function text(value: string): CallToolResult {
  return { content: [{ type: 'text', text: value }] };
}

/**
 * Tools that ask back during a call. Clients of 2026-07-28 get the question as a result; to clients of 2025 it would have
 * to be pushed, which needs a session.
 */
export function registerQuestions(server: McpServer): void {
  const ask = (name: string, request: InputRequest) => {
    server.registerTool(name, { description: name }, ({ mcpReq }) => answered(mcpReq.inputResponses, request));
  };
  ask('test_missing_capability', askModel('Anything?'));
  ask('test_streaming_elicitation', askPerson('Anything?', 'anything'));
  ask('test_elicitation_sep1034_defaults', withDefaults);
  ask('test_elicitation_sep1330_enums', withChoices);
  server.registerTool(
    'test_sampling',
    { description: 'Asks the model.', inputSchema: z.object({ prompt: z.string() }) },
    ({ prompt }, { mcpReq }) => answered(mcpReq.inputResponses, askModel(prompt)),
  );
  server.registerTool(
    'test_elicitation',
    { description: 'Asks the person.', inputSchema: z.object({ message: z.string() }) },
    ({ message }, { mcpReq }) => answered(mcpReq.inputResponses, askPerson(message, 'username')),
  );
}

function answered(
  responses: Record<string, unknown> | undefined,
  question: InputRequest,
): CallToolResult | InputRequiredResult {
  if (responses?.['answer'] === undefined) return inputRequired({ inputRequests: { answer: question } });
  return text(`Answer: ${JSON.stringify(responses['answer'])}`);
}

const withDefaults = inputRequired.elicit({
  message: 'Every kind of default',
  requestedSchema: {
    type: 'object',
    properties: {
      name: { type: 'string', default: 'John Doe' },
      age: { type: 'integer', default: 30 },
      score: { type: 'number', default: 95.5 },
      status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
      verified: { type: 'boolean', default: true },
    },
  },
});

const values = (label: string) =>
  ['First', 'Second', 'Third'].map((ordinal, index) => ({ const: `value${index + 1}`, title: `${ordinal} ${label}` }));

const withChoices = inputRequired.elicit({
  message: 'Every kind of choice',
  requestedSchema: {
    type: 'object',
    properties: {
      untitledSingle: { type: 'string', enum: ['option1', 'option2', 'option3'] },
      titledSingle: { type: 'string', oneOf: values('Option') },
      legacyEnum: {
        type: 'string',
        enum: ['opt1', 'opt2', 'opt3'],
        enumNames: ['Option One', 'Option Two', 'Option Three'],
      },
      untitledMulti: { type: 'array', items: { type: 'string', enum: ['option1', 'option2', 'option3'] } },
      titledMulti: { type: 'array', items: { anyOf: values('Choice') } },
    },
  },
});
