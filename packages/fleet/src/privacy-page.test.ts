import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from './paths.ts';

// The portal knows no other Worker, so what it says about them is compared here, as text.
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const [, ofPrivacy = ''] = read('workers/portal/src/policy-pages.ts').split('const PRIVACY');
const [pages = ''] = ofPrivacy.split('const TERMS');
const [ru = '', en = ''] = pages.split('  en: {');

/** What each table and kind of document of a twin is called on the page; `null` is nobody's data. */
const SAID: { readonly [kept: string]: readonly [ru: string, en: string] | null } = {
  event: ['дела с временем и длительностью', 'activities with time and duration'],
  note: ['заметки рефлексии', 'reflection notes'],
  goal: ['цели', 'goals'],
  week_plan: ['планы', 'plans'],
  slot: ['время занятий', 'study times'],
  work_product: ['рабочие продукты', 'work products'],
  stage_assessment: ['оценки ступени', 'stage assessments'],
  profile: ['что вы рассказали о себе', 'what you told about yourself'],
  guide_session: ['сессии с Проводником', 'sessions with the Guide'],
  learning_route: ['маршрут', 'the learning route'],
  withdrawal: ['забранные вами разрешения', 'permissions you took back'],
  tombstone: ['отметка об удалении', 'a mark that something was deleted'],
  // Told by what it is made of, or a promise about nobody: dates of reports, counts, hashes of links.
  document: null,
  cancellation: null,
  sync_report: null,
  twin: null,
  ticket: null,
};

describe('the privacy page', () => {
  const [, bodies = ''] =
    read('workers/dt-mcp/src/store/twin-store.ts').match(/interface DocumentBodies \{([^}]*)\}/) ?? [];
  const kinds = [...bodies.matchAll(/readonly (\w+):/g)].map(([, kind = '']) => kind);
  const migrations = read('workers/dt-mcp/src/store/migrations.ts');
  const tables = [...migrations.matchAll(/create table (\w+)\(/g)].map(([, table = '']) => table);

  test('is asked about everything a twin keeps', () => {
    expect(kinds).toContain('goal');
    expect([...kinds, ...tables].sort()).toEqual(Object.keys(SAID).sort());
  });

  test.each(Object.entries(SAID).flatMap(([kept, said]) => (said ? [[kept, ...said] as const] : [])))(
    'says in both languages that a twin keeps: %s',
    (_, russian, english) => {
      expect(ru).toContain(russian);
      expect(en).toContain(english);
    },
  );

  test('says that every server keeps who signed in and what they let in, and that the log has their id', () => {
    for (const word of ['непрозрачный номер', 'какие приложения', 'сеансы', 'личных токенов', 'в последний раз'])
      expect(ru).toContain(word);
    for (const word of ['an opaque id', 'which apps', 'sessions', 'personal tokens', 'last used'])
      expect(en).toContain(word);
    expect(ru.split("heading: 'Журналы'")[1]).toContain('тот же непрозрачный номер');
    expect(en.split("heading: 'Logs'")[1]).toContain('the same opaque id');
  });

  test('names what the policy of the twin names', () => {
    const policy = read('workers/dt-mcp/src/resources/privacy-policy.ts');
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
