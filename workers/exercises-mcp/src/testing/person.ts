import { env, exports } from 'cloudflare:workers';
import { createPeople } from '@aisystant/testing';
import { server } from '../server.ts';

/** When people call directly. */
export const NOW = Date.parse('2026-11-28T12:00:00Z');

/** People of this server. */
export const people = createPeople(server, env, exports, () => NOW);

/** An answer to «Объясни слот» that can be graded. */
export const SLOT_ANSWER = `Ну, слот — это когда я заранее решаю, что сяду за учёбу, а не жду вдохновения. Я это время назначаю и держу.
а свободное время — это остаток, его может и не быть вовсе, и достаётся оно всем подряд. Моя помидорка стоит обычно утром,
пока дома тихо и никто не просит поиграть. Если проспал, то делаю маленький кусочек: открываю тетрадь и пишу одну строку,
чтобы день не выпал. Раньше я говорил «позанимаюсь, когда освобожусь», и не занимался никогда; теперь у занятия есть место
в дне, и его не надо каждый раз отвоёвывать у посуды и новостей, это проще.`;

/** The documented grades of it: 70 points. */
export const SLOT_GRADES = {
  criterion_scores: {
    main_idea: { score: 40, evidence: 'слот — это когда я заранее' },
    own_example: { score: 10, evidence: 'обычно утром' },
    terminology: { score: 10, evidence: 'помидорка' },
    completeness: { score: 10, evidence: 'а свободное время' },
  },
  strengths: ['Отличие названо своими словами'],
  issues: [
    { criterion: 'own_example', issue: 'Пример общий', suggestion: 'Назови день и час одного состоявшегося слота' },
  ],
  next_step: 'Добавь один реальный случай',
};
