import { caveat, goOnWithoutData, type Quality, Scene } from './scene.ts';

/** The fields of `dt_get_progress` that the demo reads. */
interface Progress extends Quality {
  readonly headline_facts: readonly string[];
  readonly goals: { readonly active: number; readonly done: number };
  readonly guides: readonly { readonly id: string; readonly done: number | null; readonly total: number | null }[];
  readonly exercises: { readonly accepted: number | null; readonly revision: number | null };
}

/** «Какой у меня прогресс»: the facts of the last weeks on one screen, and one question. */
export async function playProgress(login: string, portOffset: number): Promise<string> {
  const scene = new Scene('Какой у меня прогресс', login, portOffset);
  scene.talk.learner('Какой у меня прогресс?');
  const step = await scene.step({ intent: 'progress' });
  const progress = await scene.twin<Progress>('dt_get_progress', { horizon: '4w' });
  if (progress.data_quality.status === 'NO_DATA') {
    await goOnWithoutData(scene, step.state, 'Записей за последние недели нет');
    return scene.end();
  }
  const { headline_facts, goals } = progress;
  const counted = [
    ...(goals.active > 0 ? [`активных — ${goals.active}`] : []),
    ...(goals.done > 0 ? [`достигнутых — ${goals.done}`] : []),
  ];
  const goalLine = counted.length > 0 ? [`Цели: ${counted.join(', ')}.`] : [];
  const facts = [...headline_facts, ...goalLine, ...studyLines(progress)];
  scene.talk.guide([...caveat(progress), ...facts, step.questions[0] ?? ''].join('\n'));
  return scene.end();
}

/** What is known of guides and exercises. */
function studyLines({ guides, exercises: { accepted, revision } }: Progress): readonly string[] {
  const read = guides.flatMap(({ id, done, total }) =>
    done === null || total === null ? [] : [`${id} — ${done} из ${total}`],
  );
  return [
    ...(accepted === null ? [] : [`Упражнения: принято — ${accepted}, на доработке — ${revision}.`]),
    ...(read.length === 0 ? [] : [`Страницы руководств: ${read.join(', ')}.`]),
  ];
}
