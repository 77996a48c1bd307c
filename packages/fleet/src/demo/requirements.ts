import { Scene } from './scene.ts';

interface Line {
  readonly reference_id: string;
  readonly title: string | null;
}

const EPIC = {
  title: 'Итоги встреч в чате команды',
  priority: 2,
  description: 'После встречи команда получает итог там, где работает.',
};
/** Stories that the model proposes: title, description, criterion. */
const STORIES = [
  [
    'Итог приходит сам',
    'Как участник, я хочу получать итог встречи в чат, чтобы не просить его каждый раз.',
    'КОГДА расшифровка готова, ТОГДА система присылает итог в чат за десять минут.',
  ],
  [
    'Чужих встреч в чате нет',
    'Как руководитель, я хочу показывать итог только участникам, чтобы говорить свободно.',
    'КОГДА в чате есть не участник встречи, ТОГДА система не присылает туда итог.',
  ],
  [
    'Отказ от рассылки',
    'Как участник, я хочу отказаться от итогов в чате, чтобы он не шумел.',
    'КОГДА участник отказался, ТОГДА система больше не присылает ему итоги.',
  ],
] as const;

/** «Разбей эпик на истории»: the prompt of the server, a proposal, and after a yes the stories with their criteria. */
export async function playDecomposeEpic(login: string, portOffset: number): Promise<string> {
  const scene = new Scene('Разбей эпик на истории', login, portOffset);
  const { talk } = scene;
  const key = (name: string) => ({ idempotency_key: `demo-${name}` });
  const epic = await scene.requirements<Line>('create_epic', { ...EPIC, ...key('epic') });
  talk.learner(`Разбей эпик ${epic.reference_id} на истории.`);
  const prompt = await scene.requirementsPrompt('decompose_epic', { epic_id: epic.reference_id });
  const { epic: seen } = dataOf<{ epic: { title: string; user_stories: readonly Line[] } }>(prompt);
  const there = seen.user_stories.map(({ reference_id, title }) => `${reference_id} ${title}`);
  talk.guide(
    [
      `«${seen.title}»: историй ${there.length === 0 ? 'ещё нет' : `уже ${there.length}`}. Предлагаю:`,
      ...STORIES.map(([title, description]) => `— ${title}. ${description}`),
      'Записать?',
    ].join('\n'),
  );
  talk.learner('Да.');
  const made: string[] = [];
  for (const [n, [title, description, criterion]] of STORIES.entries()) {
    const input = { title, description, epic_id: epic.reference_id, priority: 2, ...key(`story-${n}`) };
    const story = await scene.requirements<Line>('create_user_story', input);
    const criteria = { user_story_id: story.reference_id, description: criterion, ...key(`criterion-${n}`) };
    await scene.requirements('create_acceptance_criteria', criteria);
    made.push(`${story.reference_id} ${title}`);
  }
  talk.guide(['Записано, у каждой истории есть критерий:', ...made].join('\n'));
  return scene.end();
}

/** Words that no test can check. */
const VAGUE = ['быстро', 'удобно', 'как правило', 'при необходимости', 'обычно', 'и т. д.'];

/** «Проверь качество требования»: the prompt of the server, what cannot be tested, and after a yes a comment. */
export async function playRequirementQuality(login: string, portOffset: number): Promise<string> {
  const scene = new Scene('Проверь качество требования', login, portOffset);
  const { talk } = scene;
  talk.learner('Проверь качество требования о скорости поиска.');
  const { results } = await scene.requirements<{ results: readonly Line[] }>('search_requirements', {
    query: 'поиск быстро',
    limit: 1,
  });
  const [found] = results;
  if (found === undefined) {
    talk.guide('Такого требования в вашем пространстве нет.');
    return scene.end();
  }
  const id = found.reference_id;
  const prompt = await scene.requirementsPrompt('analyze_requirement_quality', { requirement_id: id });
  const { requirement, relationships } = dataOf<{
    readonly requirement: { readonly title: string; readonly description: string | null };
    readonly relationships: readonly { readonly source: Line; readonly type: string; readonly target: Line }[];
  }>(prompt);
  const text = `${requirement.title} ${requirement.description ?? ''}`.toLowerCase();
  const vague = VAGUE.filter((word) => text.includes(word));
  const conflicts = relationships
    .filter(({ type }) => type === 'conflicts_with')
    .map(({ source, target }) => (source.reference_id === id ? target : source).reference_id);
  talk.guide(
    [
      `${id} «${requirement.title}»`,
      vague.length > 0
        ? `Не проверить: ${vague.map((word) => `«${word}»`).join(', ')}.`
        : 'Слов, которые не проверить, нет.',
      ...(conflicts.length > 0 ? [`Спорит с ${conflicts.join(', ')}.`] : []),
      'Лучше так: «Ответ поиска приходит не позже секунды в 95 % запросов при 100 000 реплик». Оставить это комментарием?',
    ].join('\n'),
  );
  talk.learner('Да.');
  const content = 'Не измерить: предлагаю «не позже секунды в 95 % запросов при 100 000 реплик».';
  await scene.requirements('add_comment', { entity_id: id, content, idempotency_key: 'demo-quality' });
  talk.guide('Комментарий оставлен; само требование не тронуто.');
  return scene.end();
}

/** The data inside a prompt of requirements-mcp. */
function dataOf<T>(prompt: string): T {
  return JSON.parse(prompt.split('\n<data>\n')[1]?.split('\n</data>')[0] ?? '') as T;
}
