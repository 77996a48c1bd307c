import { SIGNED_IN } from '@aisystant/mcp';
import { expect, test } from 'vitest';
import { type AnyTool, type Subject, shownOf } from './subject.ts';

const CHARACTERS_A_TOKEN = 3.2;
const FIRST_LOOK = 512;

/** What a model and a directory read about the server is whole, short and stable. */
export function declarationContract({ server, signIn, send }: Subject, modelTokens: number): void {
  test.each(server.tools.map((tool) => [tool.name, tool] as const))('%s is described completely', (_, tool) => {
    expect(tool.name).toMatch(/^[a-z][a-zA-Z0-9_]{2,39}$/);
    expect(tool.facts.title.length).toBeGreaterThan(2);
    expect(tool.description.length).toBeLessThan(2048);
    expect(tool.inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(tool.outputSchema).toMatchObject({ type: 'object' });
  });

  test('tools/list shows title, every hint and the security schemes of each tool', async () => {
    const listed = await send({ method: 'tools/list', token: await signIn() });
    expect(listed.result?.['tools']).toMatchObject(shownOf(server).map(listedAs));
  });

  test(`what a model reads of the tools it is shown stays under ${modelTokens} tokens`, () => {
    const read = shownOf(server).map(({ name, description, inputSchema }) =>
      JSON.stringify({ name, description, inputSchema }),
    );
    expect(read.join('').length / CHARACTERS_A_TOKEN).toBeLessThan(modelTokens);
  });

  test('the instructions are sentences, and the first one fits where a client cuts them', () => {
    const [first = ''] = server.instructions.match(/^.+?[.!?](?=\s|$)/su) ?? [];
    expect(first.trim().length).toBeGreaterThan(0);
    expect(first.length).toBeLessThanOrEqual(FIRST_LOOK);
  });

  test('tools/list changes only on purpose', async () => {
    const listed = await send({ method: 'tools/list', token: await signIn() });
    expect(listed.result?.['tools']).toMatchSnapshot();
  });
}

function listedAs({ name, facts }: AnyTool): object {
  const scopes = facts.scope === SIGNED_IN ? [] : [facts.scope];
  const securitySchemes = [facts.scope === null ? { type: 'noauth' } : { type: 'oauth2', scopes }];
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
