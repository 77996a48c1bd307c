import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ROOT } from './paths.ts';
import { mcpServers } from './servers.ts';

interface Portal {
  readonly default: { fetch(request: Request): Promise<Response> };
}

// A package imports no worker, so both are loaded by path.
const load = <T>(file: string): Promise<T> => import(pathToFileURL(path.join(ROOT, file)).href);
const { default: portal } = await load<Portal>('workers/portal/src/index.ts');
const page = async (language: string) => {
  const headers = { 'accept-language': language };
  return (await portal.fetch(new Request('https://portal.test/privacy', { headers }))).text();
};
const [ru, en] = [await page('ru'), await page('en')];

/** The text below a heading. */
const below = (text: string, heading: string) => text.split(`<h2>${heading}</h2>`)[1]?.split('<h2>')[0];

describe('the privacy page', () => {
  test('is asked about everything a twin keeps', () => {
    expect(mcpServers.find(({ name }) => name === 'dt-mcp')?.keeps.length).toBeGreaterThan(10);
  });

  test.each(mcpServers)('has a chapter of $name, with all that it keeps or that it keeps nothing', (server) => {
    const [russian, english] = [
      below(ru, `${server.title.ru} (${server.name})`),
      below(en, `${server.title.en} (${server.name})`),
    ];
    if (server.copies) {
      expect(russian).toContain(server.copies.ru);
      expect(english).toContain(server.copies.en);
    } else if (server.keeps.length === 0) {
      expect(russian).toContain('Ваших записей и разговоров не хранит');
      expect(english).toContain('Keeps none of your records');
    }
    for (const kept of server.keeps.filter(({ remains }) => !remains)) {
      expect(russian).toContain(`<li>${kept.ru}</li>`);
      expect(english).toContain(`<li>${kept.en}</li>`);
    }
  });

  test.each(mcpServers.flatMap(({ keeps }) => keeps.filter(({ remains }) => remains)))(
    'says that after a deletion there remains: $en',
    (kept) => {
      expect(below(ru, 'Копия, удаление, отзыв доступа')).toContain(kept.ru);
      expect(below(en, 'A copy, deletion, withdrawing access')).toContain(kept.en);
    },
  );

  test.each(mcpServers.filter(({ keeps }) => keeps.length > 0))(
    'says that $name takes no e-mail only where it asks for none',
    ({ name, title, needsEmail }) => {
      expect(below(ru, `${title.ru} (${name})`)?.includes('Почта, телефон')).toBe(!needsEmail);
      expect(below(en, `${title.en} (${name})`)?.includes('E-mail, phone')).toBe(!needsEmail);
    },
  );

  test('says each thing that remains once', () => {
    const [remains = ''] = /Останутся: [^;]*/.exec(ru) ?? [];
    const parts = remains.replace('Останутся: ', '').split(', ');
    expect(parts).toEqual([...new Set(parts)]);
    expect(remains).toContain('без вашего имени и почты');
  });

  test('says that every server keeps who signed in and what they let in, and that the log has their id', () => {
    for (const word of ['непрозрачный номер', 'какие приложения', 'сеансы', 'личных токенов', 'в последний раз'])
      expect(below(ru, 'Вход')).toContain(word);
    for (const word of ['an opaque id', 'which apps', 'sessions', 'personal tokens', 'last used'])
      expect(below(en, 'Sign-in')).toContain(word);
    expect(below(ru, 'Журналы')).toContain('тот же непрозрачный номер');
    expect(below(en, 'Logs')).toContain('the same opaque id');
  });

  test('says of the calls of every person what is kept, for how long, and how to see, copy and delete it', () => {
    for (const word of ['90 дней', 'какое приложение', 'не', '/account', 'копию', 'удаляется', 'без входа'])
      expect(below(ru, 'Мои обращения')).toContain(word);
    for (const word of ['90 days', 'which app', 'not in this list', '/account', 'copy', 'deleted', 'without a sign-in'])
      expect(below(en, 'My activity')).toContain(word);
  });

  test('names what the policy of the twin names', async () => {
    const file = 'workers/dt-mcp/src/resources/privacy-policy.ts';
    const { PRIVACY_POLICY } = await load<{ readonly PRIVACY_POLICY: object }>(file);
    const policy = JSON.stringify(PRIVACY_POLICY);
    for (const word of [
      'заметки рефлексии',
      'рабочие продукты',
      'маршрут',
      'какое приложение что записало',
      '30 дней',
    ]) {
      expect(policy, word).toContain(word);
      expect(ru, word).toContain(word);
    }
  });
});
