import { contractOf, SIGNED_IN, type ToolContract } from '@aisystant/mcp';
import { modelTokens as modelTokensOf, refusedKeywords } from '@aisystant/mcp/checks';
import { expect, test } from 'vitest';
import { BOTH_ERAS, errorOf } from './rpc.ts';
import { type AnyTool, type Subject, shownOf, validInput } from './subject.ts';

const FIRST_LOOK = 512;

/** What a model and a directory read about the server is whole, short and stable. */
export function declarationContract(subject: Subject, modelTokens: number): void {
  const { server, signIn, send, callUnlimited } = subject;
  test.each(server.tools.map((tool) => [tool.name, tool] as const))('%s is described completely', (_, tool) => {
    expect(tool.name).toMatch(/^[a-z][a-zA-Z0-9_]{2,39}$/);
    expect(tool.facts.title.length).toBeGreaterThan(2);
    expect(tool.description.length).toBeLessThan(2048);
    expect(tool.inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(tool.outputSchema).toMatchObject({ type: 'object' });
    expect(refusedKeywords(tool.inputSchema, 'input')).toEqual([]);
    expect(refusedKeywords(tool.outputSchema, 'output')).toEqual([]);
  });

  test('a tool takes no user id, and names only tools that exist', () => {
    const ids = server.tools.map(({ facts }) => facts.id);
    for (const { inputSchema, facts } of server.tools) {
      expect(Object.keys(inputSchema['properties'] as object).join(' ')).not.toMatch(
        /user(?!_story)|learner|owner|sub\b/,
      );
      for (const { use } of facts.doNotUseWhen) expect([undefined, ...ids]).toContain(use);
    }
  });

  test.each(BOTH_ERAS)('every tool can be called by its documented id (%s)', async (era) => {
    const token = await signIn();
    for (const tool of server.tools) {
      const byId = { ...tool, name: tool.facts.id };
      const reply = await callUnlimited(byId, { ...validInput(tool), not_in_the_schema: 1 }, { era, token });
      expect(errorOf(reply), tool.facts.id).toMatchObject({ code: 'INVALID_ARGUMENT', field: 'not_in_the_schema' });
    }
  });

  test('tools/list shows title, every hint and the security schemes of each tool', async () => {
    const listed = await send({ method: 'tools/list', token: await signIn() });
    expect(listed.result?.['tools']).toMatchObject(shownOf(server).map(listedAs));
  });

  test(`what a model reads of the tools it is shown stays under ${modelTokens} tokens`, () => {
    expect(modelTokensOf(contractOf(server))).toBeLessThan(modelTokens);
  });

  test('the instructions are sentences, and the first one fits where a client cuts them', () => {
    const [first = ''] = server.instructions.match(/^.+?[.!?](?=\s|$)/su) ?? [];
    expect(first.trim().length).toBeGreaterThan(0);
    expect(first.length).toBeLessThanOrEqual(FIRST_LOOK);
  });

  test('tools/list shows what the committed contract says, and nothing else', async () => {
    const listed = await send({ method: 'tools/list', token: await signIn() });
    const shown = shownOf(server).map(({ name }) => name);
    const promised = contractOf(server).tools.filter(({ name }) => shown.includes(name));
    const { tools } = JSON.parse(JSON.stringify({ tools: promised.map(asListed) }));
    // Icons have addresses of the deployment; the tests of icons check them.
    const entries = (listed.result?.['tools'] ?? []) as readonly { readonly icons: unknown }[];
    expect(entries.map(({ icons: _, ...rest }) => rest)).toEqual(tools);
  });
}

/** Every field that a client sees; `fleet docs --check` guards them in `docs/contracts`. */
function asListed(tool: ToolContract): object {
  const { name, title, description, annotations, input_schema: inputSchema, output_schema: outputSchema } = tool;
  const securitySchemes = securitySchemesOf(tool.scope);
  return {
    name,
    title,
    description,
    inputSchema,
    outputSchema,
    annotations,
    securitySchemes,
    _meta: { securitySchemes, ...(tool.ui && renderHints(tool.ui)) },
  };
}

/** How a host shows the answer, in the fields of MCP Apps and in those of ChatGPT. */
function renderHints({ widget, invoking, invoked, fromWidgets }: NonNullable<ToolContract['ui']>): object {
  return {
    ui: { ...(widget && { resourceUri: widget }), visibility: fromWidgets ? ['model', 'app'] : ['model'] },
    ...(widget && { 'openai/outputTemplate': widget }),
    'openai/widgetAccessible': fromWidgets === true,
    'openai/toolInvocation/invoking': invoking,
    'openai/toolInvocation/invoked': invoked,
  };
}

function securitySchemesOf(scope: string | null): readonly object[] {
  return [scope === null ? { type: 'noauth' } : { type: 'oauth2', scopes: scope === SIGNED_IN ? [] : [scope] }];
}

function listedAs({ name, facts }: AnyTool): object {
  const securitySchemes = securitySchemesOf(facts.scope);
  return {
    name,
    title: facts.title,
    annotations: {
      title: facts.title,
      readOnlyHint: facts.effect === 'read',
      destructiveHint: facts.effect === 'destructive',
      idempotentHint: expect.any(Boolean),
      openWorldHint: facts.openWorld,
    },
    securitySchemes,
    _meta: { securitySchemes },
  };
}
