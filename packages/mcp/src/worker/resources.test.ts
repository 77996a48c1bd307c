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
      { uriTemplate: 'fixture://notes{?word,order}' },
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

  const complete = async (ref: object, name: string, value: string, rest: object = {}, token?: string) => {
    const params = { ref, argument: { name, value }, ...rest };
    return send({ method: 'completion/complete', params, era, ...(token !== undefined && { token }) });
  };
  const template = (uri: string) => ({ type: 'ref/resource', uri });
  const prompt = (name: string) => ({ type: 'ref/prompt', name });

  test('the values of a template variable are completed', async () => {
    const token = await signIn('fixture:read');
    const ask = async (value: string) =>
      (await complete(template('fixture://letters/{letter}'), 'letter', value, {}, token)).result?.['completion'];
    expect(await ask('')).toMatchObject({ values: ['alpha', 'beta'] });
    expect(await ask('b')).toMatchObject({ values: ['beta'] });
    expect(await ask('z')).toMatchObject({ values: [] });
  });

  test('a query is read encoded and as it is, by the one who may, and a malformed one is refused', async () => {
    const token = await signIn('fixture:read', 'fixture:write');
    for (const text of ['хлеб и соль', 'молоко'])
      await send({ method: 'tools/call', params: { name: 'fixture_save_note', arguments: { text } }, era, token });
    const uri = `fixture://notes?word=${encodeURIComponent('хлеб и')}`;
    expect((await read(uri, token)).result).toMatchObject({ contents: [{ uri, text: '["хлеб и соль"]' }] });
    expect((await read('fixture://notes?order=new', token)).result).toMatchObject({
      contents: [{ text: '["молоко","хлеб и соль"]' }],
    });
    // The newest protocol repeats the address in a header, which takes no such letters.
    const plain = era === '2025-11-25' ? ['fixture://notes?order=&word=хлеб и'] : [];
    for (const each of plain) {
      expect((await read(each, token)).result).toMatchObject({ contents: [{ uri: each, text: '["хлеб и соль"]' }] });
    }
    for (const [wrong, said] of [
      ['?words=хлеб', 'word, order'],
      ['?word=%D0', '%D0%B2'],
      ['?word=a&word=b', 'дважды'],
      ['?word={word}', 'Подставьте'],
    ] as const) {
      const refused = await read(`fixture://notes${encodeURI(wrong).replace('%25D0', '%D0')}`, token);
      expect(refused.error, wrong).toMatchObject({ code: -32602, message: expect.stringContaining(said) });
    }
    expect((await read(uri)).status).toBe(401);
  });

  test('an address is as long as the words of a search, and no longer', async () => {
    const token = await signIn('fixture:read');
    const uri = (letters: number) => `fixture://notes?word=${encodeURIComponent('ж'.repeat(letters))}`;
    expect((await read(uri(300), token)).result).toMatchObject({ contents: [{ text: '[]' }] });
    expect((await read(uri(400), token)).status).toBeLessThan(500);
    expect((await read(uri(400), token)).result).toBeUndefined();
  });

  test('an address of letters that no header takes is repeated in Base64, however long the search is', async () => {
    const token = await signIn('fixture:read');
    const uri = `fixture://notes?word=${'ж'.repeat(300)}`;
    const base64 = btoa(String.fromCharCode(...new TextEncoder().encode(uri)));
    const repeated = (name: string) =>
      send({ method: 'resources/read', params: { uri }, era, token, headers: { 'mcp-name': `=?base64?${name}?=` } });
    expect((await repeated(base64)).result).toMatchObject({ contents: [{ uri, text: '[]' }] });
    expect((await repeated(base64.replace('Z', 'z'))).status).toBe(400);
  });

  test('a malformed address of any resource is refused, and not a fault of the server', async () => {
    for (const uri of ['fixture://shelves/low/%D0', 'fixture://shelves/%/gamma']) {
      expect((await read(uri)).error, uri).toMatchObject({
        code: -32602,
        message: expect.stringContaining('INVALID_ARGUMENT'),
      });
    }
  });

  describe('a completion', () => {
    test.each([template('fixture://letters/{letter}'), template('fixture://notes{?word,order}'), prompt('retell')])(
      'of %j needs the scope that reading needs',
      async (ref) => {
        const refused = await complete(ref, 'letter', '');
        expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, expect.anything()]);
        expect((await complete(ref, 'letter', '', {}, await signIn('fixture:write'))).status).toBe(403);
      },
    );

    test('shows each person their own values only', async () => {
      const [one, other] = [await signIn('fixture:read', 'fixture:write'), await signIn('fixture:read')];
      const save = { name: 'fixture_save_note', arguments: { text: 'своя тайна' } };
      await send({ method: 'tools/call', params: save, era, token: one });
      for (const [ref, name] of [
        [template('fixture://notes{?word,order}'), 'word'],
        [template('fixture://notes?word={word}&order={order}'), 'word'],
        [prompt('retell'), 'note'],
      ] as const) {
        const values = async (token: string) => (await complete(ref, name, 'тайна', {}, token)).result?.['completion'];
        expect(await values(one)).toMatchObject({ values: ['своя тайна'], total: 1, hasMore: false });
        expect(await values(other)).toMatchObject({ values: [], total: 0 });
      }
    });

    test('of an argument with a list of values gives those that fit', async () => {
      const token = await signIn('fixture:read');
      const values = async (written: string) =>
        (await complete(prompt('retell'), 'tone', written, {}, token)).result?.['completion'];
      expect(await values('')).toMatchObject({ values: ['short', 'long'] });
      expect(await values('l')).toMatchObject({ values: ['long'] });
    });

    test('of what there is not is empty, or an error when there is no such prompt or template', async () => {
      for (const name of ['nothing', 'constructor', '__proto__']) {
        expect((await complete(prompt('greet'), name, '')).result?.['completion']).toMatchObject({ values: [] });
      }
      for (const ref of [prompt('none'), template('fixture://none/{x}'), prompt('constructor')]) {
        expect((await complete(ref, 'name', '')).error?.code).toBe(-32602);
      }
    });

    test('has a line in the log like a call, without what was written', async () => {
      await complete(prompt('retell'), 'note', 'слова человека', {}, await signIn('fixture:read'));
      expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ event: 'completion', name: 'retell', code: 'OK' });
      expect(lines.join()).not.toContain('слова человека');
    });
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
      const context = known && { context: { arguments: known } };
      return (await complete(template('fixture://shelves/{shelf}/{book}'), name, value, context)).result?.[
        'completion'
      ];
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
      {
        name: 'retell',
        arguments: [
          { name: 'note', required: true },
          { name: 'tone', required: false },
        ],
      },
    ]);
    const params = { name: 'greet', arguments: { name: 'Оля' } };
    const filled = await send({ method: 'prompts/get', params, era });
    expect(filled.result?.['messages']).toEqual([
      { role: 'user', content: { type: 'text', text: 'Поздоровайся: Оля' } },
    ]);
    const empty = await send({ method: 'prompts/get', params: { name: 'greet', arguments: {} }, era });
    expect(empty.error).toMatchObject({ code: -32602, message: expect.stringContaining('name') });
  });

  test('a prompt that reads data has the way of a tool: its scope, its own data, its errors', async () => {
    const token = await signIn('fixture:read', 'fixture:write');
    const get = (note: string, as?: string) =>
      send({
        method: 'prompts/get',
        params: { name: 'retell', arguments: { note } },
        era,
        ...(as !== undefined && { token: as }),
      });
    await send({
      method: 'tools/call',
      params: { name: 'fixture_save_note', arguments: { text: 'хлеб' } },
      era,
      token,
    });
    expect((await get('хлеб', token)).result).toMatchObject({
      messages: [{ content: { text: 'Перескажи (short): хлеб' } }],
    });
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ event: 'prompt', name: 'retell', code: 'OK' });
    expect((await get('хлеб', await signIn('fixture:read'))).error).toMatchObject({
      code: -32602,
      message: 'NOT_FOUND (note): Такой заметки нет.',
    });
    expect((await get('хлеб')).status).toBe(401);
    expect((await get('хлеб', await signIn('fixture:write'))).status).toBe(403);
    expect((await get('сломайся', token)).error).toMatchObject({ code: -32603 });
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
