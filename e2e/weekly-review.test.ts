import { playWeeklyReview } from '@aisystant/fleet';
import { expect, test } from 'vitest';
import { PORT_OFFSET } from './fleet.ts';

test('a good week is summed up by its facts and the note is saved', async () => {
  const dialogue = await playWeeklyReview('demo_good', PORT_OFFSET);
  expect(dialogue).toContain('5 из 7 дней, 180 мин, в среднем 36 мин');
  expect(dialogue).toContain('Сохранил.');
});

test('a weak week begins with the caveat', async () => {
  expect(await playWeeklyReview('demo_weak', PORT_OFFSET)).toMatch(/Данные неполные: .*\n.*2 из 7 дней, 45 мин/);
});

test('an empty twin leads to a talk without figures', async () => {
  const dialogue = await playWeeklyReview('demo_empty', PORT_OFFSET);
  expect(dialogue).toContain('get_instruction {"state":"no_dt_mode","from":"weekly_reflection"}');
  expect(dialogue).not.toContain('dt_save_reflection_note');
  expect(dialogue).toContain('без цифр');
});
