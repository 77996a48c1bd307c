import { Scene } from './scene.ts';

/** The fields of a list of Bitrix24 that the demo reads. */
interface Listed<Result> {
  readonly result: { readonly result: Result; readonly total: number };
  readonly names: { readonly [kind: string]: { readonly [id: string]: string } };
  readonly warnings?: readonly { readonly message: string }[];
  readonly suggestedFix?: { readonly filters: readonly { readonly [key: string]: string }[] };
}

type Leads = readonly { readonly TITLE: string; readonly STATUS_ID: string; readonly ASSIGNED_BY_ID: string }[];
type Tasks = { readonly tasks: readonly { readonly title: string; readonly deadline: string }[] };

const SHOWN = 5;

/** "Свежие лиды за сегодня": the first call sets no dates, so it is repeated with the filter that the server suggests. */
export async function playFreshLeads(login: string, portOffset: number): Promise<string> {
  const scene = new Scene('Свежие лиды за сегодня', login, portOffset);
  const { talk } = scene;
  talk.learner('Покажи свежие лиды за сегодня.');
  const order = { DATE_CREATE: 'DESC' };
  const first = await scene.bitrix24<Listed<Leads>>('getLeads', { order, limit: SHOWN });
  talk.note(`предупреждение: ${first.warnings?.[0]?.message ?? 'нет'}`);
  const [filter = {}] = first.suggestedFix?.filters ?? [];
  const { result, names } = await scene.bitrix24<Listed<Leads>>('getLeads', { order, filter, limit: SHOWN });
  const lines = result.result.map(
    ({ TITLE, STATUS_ID, ASSIGNED_BY_ID }) =>
      `${TITLE}: ${names['statuses']?.[STATUS_ID] ?? STATUS_ID}, отвечает ${names['people']?.[ASSIGNED_BY_ID] ?? ASSIGNED_BY_ID}`,
  );
  talk.guide([`За сегодня: ${result.total}.`, ...lines].join('\n'));
  return scene.end();
}

/** "Мои просроченные задачи": the oldest deadlines first. */
export async function playOverdueTasks(login: string, portOffset: number): Promise<string> {
  const scene = new Scene('Мои просроченные задачи', login, portOffset);
  const { talk } = scene;
  talk.learner('Что у меня просрочено?');
  const request = { filter: { STATUS: -1 }, order: { DEADLINE: 'ASC' }, limit: SHOWN };
  const { result } = await scene.bitrix24<Listed<Tasks>>('getTasks', request);
  const lines = result.result.tasks.map(({ title, deadline }) => `${title} — срок ${deadline.slice(0, 10)}`);
  talk.guide(result.total === 0 ? 'Просроченных задач нет.' : [`Просрочено: ${result.total}.`, ...lines].join('\n'));
  return scene.end();
}
