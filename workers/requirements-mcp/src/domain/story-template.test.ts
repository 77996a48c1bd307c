import { expect, test } from 'vitest';
import { followsStoryTemplate } from './story-template.ts';

test.each([
  'As a user, I want to sign in, so that I see my meetings',
  'AS an admin I WANT a list SO THAT nothing is lost',
  'Как сотрудник, я хочу войти, чтобы видеть встречи',
  'Как руководитель,\nхочу видеть отчёт,\nчтобы планировать',
])('%j says who wants what, and why', (text) => {
  expect(followsStoryTemplate(text)).toBe(true);
});

test.each([
  '',
  'Сделать вход',
  'Как сотрудник, я хочу войти',
  'Чтобы видеть встречи, я хочу войти как сотрудник',
  'As a user, so that I see, I want to sign in',
  'Как сотрудник, I want to sign in, so that it works',
])('%j does not', (text) => {
  expect(followsStoryTemplate(text)).toBe(false);
});
