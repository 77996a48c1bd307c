import type { Client } from '@modelcontextprotocol/client';
import { Learner } from '../learner.ts';
import { startLocalFleet } from '../local-fleet.ts';
import { localUrl } from '../local-variables.ts';
import { mcpServers } from '../manifest.ts';
import { STATE } from '../paths.ts';
import { isFree } from '../ports.ts';
import { fillDemoLearners, filledWeek } from './fill.ts';
import { Transcript } from './transcript.ts';

/** What the demo needs of `dt_get_week_summary`. */
interface WeekFacts {
  readonly week: { readonly iso: string; readonly start: string; readonly end: string };
  readonly days_with_activity: number;
  readonly time: { readonly total_minutes: number; readonly avg_minutes_per_active_day: number | null };
  readonly data_quality: { readonly status: string; readonly notes: string | null };
}

/** What the demo needs of `get_instruction`. */
interface Instruction {
  readonly state: string;
  readonly title: string;
  readonly goal: string;
  readonly questions: readonly string[];
  readonly transitions: readonly string[];
}

/** `npm run demo [-- LOGIN]`: plays «Подведи итоги недели» with the official client against the running fleet. */
export async function demo([login = 'demo_good']: readonly string[]): Promise<void> {
  const stop = await ensureFleet();
  try {
    console.log(await playWeeklyReview(login, 0));
  } finally {
    await stop();
  }
  process.exit(0);
}

/** Starts the fleet when none runs; gives what undoes that. */
async function ensureFleet(): Promise<() => Promise<void>> {
  const [server] = mcpServers;
  if (server && !(await isFree(server.port))) return async () => {};
  console.log('The fleet does not run: starting one for the demo…');
  const fleet = await startLocalFleet({ stateDir: STATE, portOffset: 0 });
  if ((await filledWeek(STATE)) === null) await fillDemoLearners(STATE, new Date());
  return () => fleet.stop();
}

/** Plays the scenario as a model would and gives the dialogue: what was called, what came back, what the learner sees. */
export async function playWeeklyReview(login: string, portOffset: number): Promise<string> {
  const url = (name: string) => {
    const port = mcpServers.find((server) => server.name === name)?.port ?? 0;
    return `${localUrl(port, portOffset)}/mcp`;
  };
  const learner = new Learner(login);
  const talk = new Transcript(login);
  const fsm = await learner.connect(url('fsm-mcp'));
  talk.learner('Подведи итоги недели.');
  const first = await instruction(talk, fsm, { intent: 'week_review' });
  const dt = await learner.connect(url('dt-mcp'));
  talk.note(`вход в dt-mcp: ${learner.grant(url('dt-mcp')).pages.map(PAGE_TITLES).join(', ')}`);
  const facts = await call<WeekFacts>(talk, dt, 'dt_get_week_summary', { week: 'previous' });
  if (facts.data_quality.status === 'NO_DATA') await withoutData(talk, fsm, first);
  else await withData(talk, fsm, dt, first, facts);
  await Promise.all([fsm.close(), dt.close()]);
  return talk.text();
}

const PAGE_TITLES = (page: string) => (page === 'consent' ? 'страница согласия' : 'страница входа');

async function withData(talk: Transcript, fsm: Client, dt: Client, step: Instruction, facts: WeekFacts): Promise<void> {
  talk.guide([...factLines(facts), step.questions[0] ?? ''].join('\n'));
  talk.learner('Порадовало, что садился за дело и без настроения. Дальше — дописать черновик. Сохрани.');
  const save = await instruction(talk, fsm, { state: 'weekly_reflection_save', from: step.state });
  const note = {
    type: 'weekly',
    period: { start: facts.week.start, end: facts.week.end },
    achievements: ['Садился за дело и без настроения'],
    next_focus: ['Дописать черновик'],
  };
  talk.guide(
    `${save.title}. Уйдёт в двойник: достижение «Садился за дело и без настроения», фокус «Дописать черновик». Сохраняю?`,
  );
  talk.learner('Да.');
  const saved = await call<{ created: boolean }>(talk, dt, 'dt_save_reflection_note', note);
  talk.guide(
    saved.created
      ? 'Сохранил. Хорошей недели!'
      : 'Такая заметка уже сохранена, второй раз не записываю. Хорошей недели!',
  );
}

async function withoutData(talk: Transcript, fsm: Client, step: Instruction): Promise<void> {
  const next = await instruction(talk, fsm, { state: 'no_dt_mode', from: step.state });
  talk.guide(['Записей за эту неделю пока нет, поэтому без цифр — с твоих слов.', next.questions[0] ?? ''].join('\n'));
}

function factLines({ week, days_with_activity, time, data_quality }: WeekFacts): string[] {
  const [start, end] = [week.start, week.end].map((date) => `${date.slice(8)}.${date.slice(5, 7)}`);
  return [
    ...(data_quality.status === 'PARTIAL_DATA' ? [`Данные неполные: ${data_quality.notes}`] : []),
    `Неделя ${start}–${end}: ${days_with_activity} из 7 дней, ${time.total_minutes} мин, в среднем ${time.avg_minutes_per_active_day} мин за активный день.`,
  ];
}

function instruction(talk: Transcript, fsm: Client, args: Record<string, unknown>): Promise<Instruction> {
  return call<Instruction>(talk, fsm, 'get_instruction', args);
}

async function call<T>(talk: Transcript, client: Client, name: string, args: Record<string, unknown>): Promise<T> {
  const result = await client.callTool({ name, arguments: args });
  talk.call(name, args, result);
  if (result.isError) throw new Error(`${name} failed: ${JSON.stringify(result.content)}`);
  return result.structuredContent as T;
}
