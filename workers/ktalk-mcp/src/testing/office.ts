import { createSpace, type Space, type SpaceMeeting } from './space.ts';

/** The domain of everyone in the office. */
export const emailOf = (login: string) => `${login}@example.test`;

const people = ['anna', 'boris', 'clara', 'dmitry', 'elena'].map((login) => ({
  key: `u-${login}`,
  email: emailOf(login),
  surname: login,
}));

const meetings: readonly SpaceMeeting[] = [
  {
    key: 'rec-0001',
    title: 'Планирование спринта',
    createdAt: '2026-11-20T11:32:04.512Z',
    creator: 'u-anna',
    roster: ['u-anna', 'u-boris', '(Гость Иван)'],
    speech: [
      { speaker: 'u-anna', text: 'Начнём планирование спринта.' },
      { speaker: 'u-boris', text: 'Перенос релиза на пятницу, я возьму задачу про сроки.' },
      { speaker: '(Гость Иван)', text: 'Бюджет согласован.' },
    ],
  },
  {
    key: 'rec-0002',
    title: 'Один на один',
    createdAt: '2026-11-19T09:05:10.000Z',
    creator: 'u-clara',
    roster: ['u-clara', 'u-dmitry'],
    speech: [{ speaker: 'u-clara', text: 'Тайна про перенос релиза.' }],
  },
  {
    key: 'rec-0003',
    title: 'Общий сбор',
    createdAt: '2026-11-18T09:05:10.000Z',
    creator: 'u-elena',
    // The last of them is beyond what a list embeds.
    roster: [...Array.from({ length: 119 }, (_, n) => `u-extra-${n}`), 'u-boris'],
    granted: ['u-dmitry'],
    speech: [{ speaker: 'u-extra-7', text: 'Итоги квартала.' }],
  },
];

/** A small office with meetings of all kinds. */
export const office = (): Space => createSpace(people, meetings);
