import { Scene } from './scene.ts';

/** The fields of `guides_search` that the demo reads. */
export interface Found {
  readonly guides: readonly {
    readonly code: string | null;
    readonly title: string;
    readonly pages: readonly { readonly id: string; readonly title: string; readonly snippet: string }[];
  }[];
}

/** «Найди руководство»: a plain question of facts, so the guides are asked at once and the Guide's server is not. */
export async function playFindGuide(login: string, portOffset: number): Promise<string> {
  const scene = new Scene('Найди руководство', login, portOffset);
  scene.talk.learner('Найди руководство по системному мышлению.');
  const { guides } = await scene.guides<Found>('guides_search', { query: 'системное мышление', limit: 5 });
  const lines = guides.flatMap(({ code, title, pages: [best] }) => [
    `${code === null ? '' : `${code}. `}«${title}»`,
    ...(best ? [`   начать можно с ${best.id} «${best.title}»: ${best.snippet}`] : []),
  ]);
  scene.talk.guide(lines.length > 0 ? lines.join('\n') : 'Такого руководства нет. Скажи другими словами?');
  return scene.end();
}
