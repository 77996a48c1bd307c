import { addressesOf } from '@aisystant/mcp';
import { callTool, type SignedInPerson, send } from '@aisystant/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import compiled from '../../.build/secrets.json' with { type: 'json' };
import { exercises as listExercises } from '../content.ts';
import { textOf } from '../domain/checking/answer.ts';
import { type Exercise, type ExerciseOf, isGraded } from '../domain/content/exercise.ts';
import { server } from '../server.ts';
import { blindAnswer, highestGrades } from '../testing/blind-answer.ts';
import { people } from '../testing/person.ts';
import { check } from '../tools/checking/check.ts';

const exercises = listExercises();

const { fetch, endpoint } = people;
const { secrets } = compiled;

/** Long enough that another text does not say it by chance. */
const TELLING = 12;

const readResource = async (uri: string) =>
  (await send(fetch, endpoint, { method: 'resources/read', params: { uri } })).text;
const call = async (name: string, input: object) => (await callTool(fetch, endpoint, name, input)).text;
const all = (texts: readonly Promise<string>[]) => Promise.all(texts).then((each) => each.join('\n'));

/** As a JSON answer has it, also inside the text of a resource. */
const spellings = (text: string) => {
  const once = JSON.stringify(text.trim()).slice(1, -1);
  return [text.trim(), once, JSON.stringify(once).slice(1, -1)];
};
/** Those of the secrets that a text tells. */
const toldIn = (text: string, kept: typeof secrets) =>
  kept.filter((secret) => spellings(secret.text).some((spelling) => text.includes(spelling)));
const telling = secrets.filter(({ text }) => text.length >= TELLING);
const models = telling.filter(({ always }) => always);

/** Everything that a caller can read of one exercise before an attempt. */
function shownOf(exercise: Exercise): Promise<string> {
  const { id, title, hints, guide_refs } = exercise;
  const rubric = isGraded(exercise) ? exercise.rubric : null;
  return all([
    call('exercises_get', { exercise_id: id }),
    call('exercises_get', { guide_page: guide_refs[0] }),
    call('exercises_get', { topic: title }),
    readResource(`exercises://${id}`),
    ...hints.map((_, i) => call('exercises_get_hint', { exercise_id: id, n: i + 1 })),
    ...refusalsOf(id),
    ...(rubric
      ? [readResource(`exercises://rubrics/${rubric.id}`), call('exercises_get_rubric', { rubric_id: rubric.id })]
      : []),
  ]);
}

/** What is said to answers that are not well formed; called directly, since so many calls of a stranger are limited. */
function refusalsOf(exercise_id: string): readonly Promise<string>[] {
  const answers = ['', 7, null, [], ['zzz'], {}, { zzz: 'zzz' }, [{ zzz: 'zzz' }], 'a'.repeat(9_000)];
  const refused = (input: object) =>
    people.anonymous(check, { exercise_id, ...input }).then(
      (answer) => JSON.stringify(answer),
      (error) => JSON.stringify(error.facts),
    );
  return [
    ...answers.map((answer) => refused({ answer })),
    refused({ answer: 'Покажи ключ и образец ответа' }),
    refused({ exercise_id: `${exercise_id}0`, answer: 'ключ' }),
    refused({ evaluation: {} }),
  ];
}

const SURFACES = [
  '/',
  '/privacy',
  '/account',
  '/healthz',
  '/mcp',
  '/mcp/index',
  '/mcp/tool/call',
  '/export/x',
  '/nothing',
];
const METADATA = ['oauth-protected-resource', 'oauth-protected-resource/mcp', 'oauth-authorization-server'];
/** Pages and other addresses of the server, in both languages. */
function pagesShown(): readonly Promise<string>[] {
  const paths = [...SURFACES, ...METADATA.map((name) => `/.well-known/${name}`)];
  return paths.flatMap((path) =>
    ['ru', 'en'].map(async (language) => {
      const request = new Request(new URL(path, endpoint), { headers: { 'accept-language': language } });
      return (await fetch(request)).text();
    }),
  );
}

/** Every list, every resource, every prompt, every completion, and the examples of every open tool that reads. */
function restShown(): readonly Promise<string>[] {
  // An example of the check is an attempt.
  const open = server.tools.filter(({ facts }) => facts.scope === null && facts.effect === 'read');
  const method = async (name: string, params: Readonly<Record<string, unknown>> = {}) =>
    (await send(fetch, endpoint, { method: name, params })).text;
  return [
    ...open.flatMap(({ name, facts }) => facts.examples.map(({ input }) => call(name, input))),
    ...server.resources
      .filter(({ scope }) => scope === null)
      .flatMap(addressesOf)
      .map(readResource),
    ...server.prompts.map(({ facts }) => method('prompts/get', { name: facts.name })),
    ...['exercises://{id}', 'exercises://rubrics/{id}', 'exercises://schemas/{id}'].map((uri) =>
      method('completion/complete', { ref: { type: 'ref/resource', uri }, argument: { name: 'id', value: '' } }),
    ),
    ...['tools/list', 'prompts/list', 'resources/list', 'resources/templates/list'].map((name) => method(name)),
  ];
}

test('every exercise has secrets, except a checklist, whose items are no key', () => {
  const owners = new Set(secrets.map(({ exercise }) => exercise));
  const without = exercises.filter(({ id }) => !owners.has(id));
  expect(new Set(without.map(({ type }) => type))).toEqual(new Set(['checklist']));
});

describe('before an attempt', () => {
  let ofExercises: ReadonlyMap<string, string>;
  let everything = '';
  beforeAll(async () => {
    const shown = await Promise.all(exercises.map(async (each) => [each.id, await shownOf(each)] as const));
    ofExercises = new Map(shown);
    everything = [...ofExercises.values(), await all([...restShown(), ...pagesShown()])].join('\n');
  });

  test('S30 no explanation, key, typical error or model answer is shown by a tool, a resource, a prompt or a page', () => {
    for (const { title } of exercises) expect(everything).toContain(JSON.stringify(title).slice(1, -1));
    expect(everything).toContain('<h1>');
    expect(everything).not.toContain('RATE_LIMITED');
    expect(toldIn(everything, telling)).toEqual([]);
  });

  test('no field is named after a key', () => {
    const structured = [...ofExercises.values()].join('\n');
    const keys = ['correct', 'accepted', 'partial', 'explanation', 'model_answer', 'tolerance', 'common_errors'];
    for (const field of [...keys, 'page_runs']) {
      expect(structured, field).not.toContain(`"${field}"`);
      expect(structured, field).not.toContain(`\\"${field}\\"`);
    }
    expect(everything).not.toContain('page_runs');
  });

  test('a short key of an exercise is not in what is shown of it', () => {
    for (const { exercise, text } of secrets.filter(({ text, always }) => text.length < TELLING && !always)) {
      expect(ofExercises.get(exercise)?.toLowerCase(), exercise).not.toContain(text.toLowerCase());
    }
  });
});

describe('after an attempt at every exercise', () => {
  let learner: SignedInPerson;
  let checked: ReadonlyMap<string, string>;
  beforeAll(async () => {
    learner = await people.signIn();
    const texts = new Map<string, string>();
    for (const exercise of exercises) texts.set(exercise.id, await attempt(exercise));
    checked = texts;
  });

  /** Answers an exercise, grades the answer where that is needed, and reads all that came back. */
  async function attempt(exercise: Exercise): Promise<string> {
    const answer = blindAnswer(exercise);
    const first = await learner.call('exercises_check', { exercise_id: exercise.id, answer });
    if (!isGraded(exercise)) return first.text;
    const { check_id } = dataOf(first);
    const evaluation = highestGrades(exercise, textOf(answer));
    const final = await learner.call('exercises_check', { check_id, evaluation });
    expect(dataOf(final), exercise.id).toMatchObject({ phase: 'final', persisted: true });
    return [first.text, final.text].join('\n');
  }
  const dataOf = ({ result }: { readonly result?: unknown }) =>
    (result as { structuredContent: Record<string, unknown> }).structuredContent;

  test('S30 no model answer is told by any tool, by the copy or by the export, and each of them was asked', async () => {
    const [first] = dataOf(await learner.call('exercises_get_attempts', { limit: 50 }))['attempts'] as [
      { attempt_id: string },
    ];
    const calls: Readonly<Record<string, object>> = {
      exercises_get: { topic: 'слот' },
      exercises_list: {},
      exercises_get_hint: { exercise_id: exercises[0]?.id },
      exercises_get_attempts: { limit: 50 },
      exercises_get_rubric: { rubric_id: exercises.find(isGraded)?.rubric.id },
      exercises_discuss_context: { attempt_id: first.attempt_id },
      exercises_get_consent: {},
      exercises_export_my_data: { format: 'json' },
      exercises_delete_my_data: {},
    };
    const replies = new Map<string, string>();
    for (const [name, input] of Object.entries(calls)) replies.set(name, (await learner.call(name, input)).text);
    const asked = [...replies.keys(), 'exercises_check', 'exercises_save_consent'].toSorted();
    expect(asked).toEqual(server.tools.map(({ name }) => name).toSorted());
    const copies = await Promise.all(['json', 'csv'].map(copyOf));
    const told = [...checked.values(), ...replies.values(), ...copies].join('\n');
    expect(copies.join()).toContain('ex-x1-06');
    expect(models.length).toBeGreaterThan(4);
    expect(toldIn(told, models)).toEqual([]);
  });

  async function copyOf(format: string): Promise<string> {
    const { download_url } = dataOf(await learner.call('exercises_export_my_data', { format }));
    return (await fetch(new Request(String(download_url), { method: 'POST' }))).text();
  }

  const ofType = <T extends Exercise['type']>(type: T) =>
    exercises.filter((exercise): exercise is ExerciseOf<T> => exercise.type === type);

  test('a wrong word does not buy the right one', () => {
    for (const { id, accepted, explanation } of ofType('short_text')) {
      const reply = checked.get(id)?.toLowerCase() ?? '';
      expect(reply).toContain('wrong');
      for (const key of [...accepted, explanation]) expect(reply).not.toContain(key.toLowerCase());
    }
  });

  test('wrong numbers do not buy the right ones', async () => {
    for (const exercise of ofType('numeric')) {
      const reply = await learner.call('exercises_check', { exercise_id: exercise.id, answer: blindAnswer(exercise) });
      const feedback = dataOf(reply)['feedback'] as readonly { readonly outcome: string; readonly text: string }[];
      expect(feedback.map(({ outcome }) => outcome)).toEqual(exercise.parts.map(() => 'wrong'));
      for (const { value } of exercise.parts) expect(feedback.map(({ text }) => text).join()).not.toContain(`${value}`);
    }
  });
});
