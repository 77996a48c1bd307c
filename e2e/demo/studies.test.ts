import { beforeAll, describe, expect, test } from 'vitest';
import { ask, newcomer } from './learners.ts';
import { daysAgo, thisHour, whileSame } from './moments.ts';
import { type Played, play, playTwice } from './play.ts';

const LOGIN = newcomer();

let [first, second]: readonly Played[] = [];
beforeAll(async () => {
  [first, second] = await whileSame(thisHour, () => playTwice(LOGIN, 'страница', 'и', 'упражнение'));
});

const dialogueOf = (played: Played | undefined) => {
  expect(played).toEqual({ code: 0, dialogue: expect.stringMatching(/^\nСценарий «.+─\n\n$/s) });
  expect(played?.dialogue).not.toMatch(/undefined|NaN|\[object/);
  return played?.dialogue ?? '';
};

describe('npm run demo: «страница и упражнение»', () => {
  test('finds the page, reads it, gives its exercise, has it graded, and saves both after a yes', () => {
    const dialogue = dialogueOf(first);
    const calls = [...dialogue.matchAll(/^ +→ (\w+) \{/gm)].map(([, name]) => name);
    expect(calls).toEqual([
      ...['get_instruction', 'guides_search', 'guides_get', 'dt_save_activity_event'],
      ...['get_instruction', 'exercises_get', 'exercises_check', 'exercises_check'],
      ...['get_instruction', 'dt_save_activity_event'],
    ]);
    expect(dialogue).toMatch(/X1\.1:3 «Слот как обещание себе»/);
    expect(dialogue).toContain('90 из 100, зачёт от 60: уровни оценила модель, балл посчитал сервер.');
    expect(dialogue).toMatch(/Запиши, доработаю завтра\..+dt_save_activity_event.+Записал\./s);
  });

  test('signs in once: the second server asks only for consent', () => {
    const notes = [...dialogueOf(first).matchAll(/· вход в (.+)/g)].map(([, note]) => note);
    expect(notes).toEqual(['dt-mcp: страница согласия, страница входа', 'exercises-mcp: страница согласия']);
  });

  test('a second time records neither the reading nor the exercise again', async () => {
    expect(dialogueOf(second)).toMatch(/Это чтение уже записано\..+Такая запись уже есть, второй раз не записываю\./s);
    const period = { start_date: daysAgo(1), end_date: daysAgo(0) };
    expect(await ask(LOGIN, 'dt_list_activity_events', period)).toMatchObject({
      events: [
        { activity_type: 'reading', duration_minutes: 20, guide_ref: 'X1.1:3', guide_pages: 12 },
        { exercise_ref: 'ex-x1-06', exercise_verdict: 'accepted', duration_minutes: 15 },
      ],
    });
  });

  test('shows in the progress: one page of twelve, one exercise accepted', async () => {
    expect(await ask(LOGIN, 'dt_get_progress')).toMatchObject({
      guides: [{ id: 'X1', done: 1, total: 12, why: null }],
      exercises: { accepted: 1, revision: 0, why: null },
    });
  });
});

test('npm run demo: «найди руководство» asks the guides alone, without a sign-in, and names the guide', async () => {
  const dialogue = dialogueOf(await play(newcomer(), 'найди руководство'));
  expect([...dialogue.matchAll(/^ +→ (\w+) \{/gm)].map(([, name]) => name)).toEqual(['guides_search']);
  expect(dialogue).not.toContain('вход в');
  expect(dialogue).toMatch(/Проводник +X4\. «Введение в системный взгляд»\n +начать можно с X4\.\d:\d «/);
});
