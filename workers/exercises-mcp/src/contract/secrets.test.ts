import { addressesOf } from '@aisystant/mcp';
import { callTool, listOf, send } from '@aisystant/testing';
import { expect, test } from 'vitest';
import compiled from '../../.build/secrets.json' with { type: 'json' };
import { exercises } from '../content.ts';
import { server } from '../server.ts';
import { people } from '../testing/person.ts';

const { fetch, endpoint } = people;
const { secrets } = compiled;

/** Long enough that another text does not say it by chance. */
const TELLING = 12;

const readResource = async (uri: string) =>
  (await send(fetch, endpoint, { method: 'resources/read', params: { uri } })).text;
const call = async (name: string, input: object) => (await callTool(fetch, endpoint, name, input)).text;

/** Everything that a caller can read of one exercise before an attempt. */
async function shownOf(id: string): Promise<string> {
  const exercise = exercises.find((each) => each.id === id);
  const hints = await Promise.all(
    (exercise?.hints ?? []).map((_, i) => call('exercises_get_hint', { exercise_id: id, n: i + 1 })),
  );
  const page = exercise?.guide_refs[0] ?? '';
  const texts = [
    await call('exercises_get', { exercise_id: id }),
    await call('exercises_get', { guide_page: page }),
    await readResource(`exercises://${id}`),
  ];
  return [...texts, ...hints].join('\n');
}

/** Every answer of every tool that reads, every resource and every prompt. */
async function everythingShown(): Promise<string> {
  const ofExercises = await Promise.all(exercises.map(({ id }) => shownOf(id)));
  const examples = server.tools
    .filter(({ facts }) => facts.effect === 'read' && facts.scope === null)
    .flatMap(({ name, facts }) => facts.examples.map(({ input }) => call(name, input)));
  const addresses = server.resources.filter(({ scope }) => scope === null).flatMap(addressesOf);
  const prompts = server.prompts.map(({ facts }) =>
    send(fetch, endpoint, { method: 'prompts/get', params: { name: facts.name } }),
  );
  const lists = ['tools/list', 'prompts/list', 'resources/list', 'resources/templates/list'].map((method) =>
    send(fetch, endpoint, { method }),
  );
  const replies = await Promise.all([...prompts, ...lists]);
  return [
    ...ofExercises,
    ...(await Promise.all(examples)),
    ...(await Promise.all(addresses.map(readResource))),
    ...replies.map(({ text }) => text),
  ].join('\n');
}

/** As a JSON answer has it, also inside the text of a resource. */
const spellings = (text: string) => {
  const once = JSON.stringify(text.trim()).slice(1, -1);
  return [text.trim(), once, JSON.stringify(once).slice(1, -1)];
};

test('there are secrets of every exercise but the checklist, whose items are no key', () => {
  const owners = new Set(secrets.map(({ exercise }) => exercise));
  expect(exercises.map(({ id }) => id).filter((id) => !owners.has(id))).toEqual(['ex-x1-09']);
});

test('S30 no explanation, key, typical error or model answer is shown before an attempt', async () => {
  const everything = await everythingShown();
  expect(everything).toContain('Что здесь вложение?');
  const told = secrets.filter(
    ({ text }) => text.length >= TELLING && spellings(text).some((spelling) => everything.includes(spelling)),
  );
  expect(told).toEqual([]);
});

test('no field of an answer before an attempt is named after a key', async () => {
  const everything = await everythingShown();
  const structured = await Promise.all(exercises.map(({ id }) => shownOf(id)));
  for (const field of [
    'correct',
    'accepted',
    'partial',
    'explanation',
    'model_answer',
    'tolerance',
    'page_runs',
    'common_errors',
  ]) {
    expect(structured.join('\n'), field).not.toContain(`"${field}"`);
    expect(structured.join('\n'), field).not.toContain(`\\"${field}\\"`);
  }
  expect(everything).not.toContain('page_runs');
});

test('a short key of an exercise is not in what is shown of it', async () => {
  for (const { exercise, text } of secrets.filter(({ text, always }) => text.length < TELLING && !always)) {
    expect((await shownOf(exercise)).toLowerCase(), exercise).not.toContain(text.toLowerCase());
  }
});

test('no model answer is shown after an attempt either', async () => {
  const models = secrets.filter(({ text, always }) => always && text.length >= TELLING * 3);
  expect(models.length).toBeGreaterThan(4);
  const answers = [
    [
      'ex-x1-06',
      'Слот — это место в моём дне, которое я назначаю заранее и берегу от других дел. '.repeat(2) +
        'Утром в среду, до работы, я сажусь за стол, открываю книгу и читаю одну главу, а потом пишу вывод. Свободное время таким не бывает, потому что его всегда кто-то займёт раньше меня.',
    ],
    [
      'ex-x5-08',
      'В среду с девяти до десяти работалось легко: дома никого, чай под рукой, задача понятная и маленькая. Тишина помогла не терять мысль, а размер задачи дал закончить её за один подход и порадоваться. Завтра повторю и то и другое, и место.',
    ],
  ] as const;
  const replies = await Promise.all(
    answers.map(([exercise_id, answer]) => callTool(fetch, endpoint, 'exercises_check', { exercise_id, answer })),
  );
  for (const reply of replies) {
    expect(reply.text).toContain('evaluation_required');
    expect(models.filter(({ text }) => spellings(text).some((spelling) => reply.text.includes(spelling)))).toEqual([]);
  }
  expect(listOf(replies[0] ?? { status: 0, headers: new Headers(), text: '' }, 'content')).not.toEqual([]);
});
