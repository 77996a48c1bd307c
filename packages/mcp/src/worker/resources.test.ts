import { BOTH_ERAS, type Era } from '@aisystant/testing';
import { describe, expect, test } from 'vitest';
import { keepLog, send, signIn } from '../../fixture/client.ts';

const lines = keepLog();

describe.each(BOTH_ERAS)('with protocol version %s', (era: Era) => {
  const read = (uri: string, token?: string) =>
    send({ method: 'resources/read', params: { uri }, era, ...(token !== undefined && { token }) });

  test('fixed resources and resource templates are listed', async () => {
    const { result } = await send({ method: 'resources/list', era });
    expect(result?.['resources']).toEqual([
      {
        uri: 'fixture://about',
        name: 'about',
        title: 'О сервере',
        description: 'Объясняет, что это за сервер.',
        mimeType: 'text/markdown',
      },
    ]);
    const families = await send({ method: 'resources/templates/list', era });
    expect(families.result?.['resourceTemplates']).toMatchObject([
      { uriTemplate: 'fixture://letters/{letter}' },
      { uriTemplate: 'fixture://shelves/{shelf}/{book}' },
    ]);
  });

  test('an open resource is read without a token, even at a server with scoped resources', async () => {
    expect((await read('fixture://about')).result).toMatchObject({
      contents: [{ uri: 'fixture://about', mimeType: 'text/markdown', text: 'Пример.' }],
    });
  });

  test('a member of a template is read with the scope', async () => {
    const reply = await read('fixture://letters/alpha', await signIn('fixture:read'));
    expect(reply.result).toMatchObject({ contents: [{ uri: 'fixture://letters/alpha', text: 'α' }] });
  });

  test('a scoped resource without a token gets the sign-in challenge', async () => {
    const reply = await read('fixture://letters/alpha');
    expect(reply.status).toBe(401);
    expect(reply.headers.get('www-authenticate')).toContain('resource_metadata=');
  });

  test('a scoped resource without the scope gets the step-up challenge', async () => {
    const reply = await read('fixture://letters/alpha', await signIn('fixture:write'));
    expect(reply.status).toBe(403);
    expect(reply.headers.get('www-authenticate')).toMatch(/scope="fixture:read fixture:write"/);
  });

  test.each(['FIXTURE://letters/alpha', 'fixture://letters/%61lpha', 'fixture://x/../letters/alpha'])(
    'no spelling of the URI bypasses the scope check: %s',
    async (uri) => {
      for (const token of [undefined, await signIn('fixture:write')]) {
        const reply = await read(uri, token);
        expect(reply.status).toBeLessThan(500);
        expect(reply.text).not.toContain('α');
      }
    },
  );

  test.each(['fixture://letters/gamma', 'fixture://nothing', 'about', ''])(
    'the resource %j does not exist',
    async (uri) => {
      const reply = await read(uri, await signIn('fixture:read'));
      expect(reply.status).toBeLessThan(500);
      expect(reply.error?.code).toBe(-32602);
    },
  );

  test('the values of a template variable are completed', async () => {
    const ask = async (value: string) => {
      const ref = { type: 'ref/resource', uri: 'fixture://letters/{letter}' };
      const params = { ref, argument: { name: 'letter', value } };
      return (await send({ method: 'completion/complete', params, era })).result?.['completion'];
    };
    expect(await ask('')).toMatchObject({ values: ['alpha', 'beta'] });
    expect(await ask('b')).toMatchObject({ values: ['beta'] });
    expect(await ask('z')).toMatchObject({ values: [] });
  });

  test('an address of several variables is read, and only with a value for each', async () => {
    expect((await read('fixture://shelves/low/gamma')).result).toMatchObject({ contents: [{ text: 'low/gamma' }] });
    const encoded = `fixture://shelves/${encodeURIComponent('верх')}/${encodeURIComponent('бета')}`;
    // The newest protocol repeats the address in a header, which takes no such letters.
    const plain = era === '2025-11-25' ? ['fixture://shelves/верх/бета'] : [];
    for (const uri of [encoded, ...plain]) {
      expect((await read(uri)).result).toMatchObject({ contents: [{ uri, text: 'верх/бета' }] });
    }
    for (const wrong of ['low', 'low/', '/gamma', 'low/gamma/more', 'low/none', '']) {
      expect((await read(`fixture://shelves/${wrong}`)).error?.code, wrong).toBe(-32602);
    }
  });

  test('each variable is completed by those before it', async () => {
    const ask = async (name: string, value: string, known?: object) => {
      const ref = { type: 'ref/resource', uri: 'fixture://shelves/{shelf}/{book}' };
      const context = known && { context: { arguments: known } };
      const params = { ref, argument: { name, value }, ...context };
      return (await send({ method: 'completion/complete', params, era })).result?.['completion'];
    };
    expect(await ask('shelf', '')).toMatchObject({ values: ['верх', 'low'] });
    expect(await ask('book', '', { shelf: 'верх' })).toMatchObject({ values: ['альфа', 'бета'] });
    expect(await ask('book', 'б', { shelf: 'верх' })).toMatchObject({ values: ['бета'] });
    expect(await ask('book', '')).toMatchObject({ values: [] });
    expect(await ask('nothing', '')).toMatchObject({ values: [] });
  });

  test('a prompt is listed, filled in, and refused without its argument', async () => {
    const listed = await send({ method: 'prompts/list', era });
    expect(listed.result?.['prompts']).toMatchObject([
      { name: 'greet', arguments: [{ name: 'name', required: true }] },
    ]);
    const params = { name: 'greet', arguments: { name: 'Оля' } };
    const filled = await send({ method: 'prompts/get', params, era });
    expect(filled.result?.['messages']).toEqual([
      { role: 'user', content: { type: 'text', text: 'Поздоровайся: Оля' } },
    ]);
    const empty = await send({ method: 'prompts/get', params: { name: 'greet', arguments: {} }, era });
    expect(empty.error).toMatchObject({ code: -32602, message: expect.stringContaining('name') });
  });

  test('a prompt that throws gives InternalError, is logged like a call, and its message is in neither', async () => {
    const params = { name: 'greet', arguments: { name: 'сломайся' } };
    const reply = await send({ method: 'prompts/get', params, era });
    expect(reply.error).toMatchObject({ code: -32603, message: expect.stringContaining('INTERNAL') });
    expect(reply.text + lines.join()).not.toContain('secret-token');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ event: 'prompt', name: 'greet', code: 'INTERNAL' });
  });

  test('an extra name parameter does not change which resource is authorized and read', async () => {
    const params = { uri: 'fixture://letters/alpha', name: 'fixture://about' };
    expect((await send({ method: 'resources/read', params, era })).status).toBe(401);
    const token = await signIn('fixture:write');
    expect((await send({ method: 'resources/read', params, era, token })).status).toBe(403);
  });

  test('an unknown resource is logged as an error', async () => {
    await read('fixture://letters/beta', await signIn('fixture:read'));
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ event: 'resource', name: 'letter', code: 'NOT_FOUND' });
  });
});

test('reading leaves a line in the log like a call', async () => {
  const token = await signIn('fixture:read');
  await send({ method: 'resources/read', params: { uri: 'fixture://letters/alpha' }, token });
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
    event: 'resource',
    name: 'letter',
    who: token.split(':')[0],
    code: 'OK',
  });
});
