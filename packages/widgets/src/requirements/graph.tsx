import { plural } from '@aisystant/mcp/russian';
import { shorten } from '@aisystant/mcp/text';
import { useState } from 'preact/hooks';
import type { ViewProps } from '../kit/mount.tsx';
import { Rest, usePages } from '../kit/pages.tsx';
import { Heading, Note } from '../kit/parts.tsx';
import { Steps } from '../kit/steps.tsx';
import { Drawing } from './drawing.tsx';
import { type Link, mostRelated, type Point, readGraph } from './read-graph.ts';

/** Most requirements of a drawing: of more one sees nothing. The list has all. */
const MOST_DRAWN = 60;
/** Relationships of a page that the widget asks for. */
const PAGE = 100;
/** Most characters of a title in the list. */
const TITLE = 120;

/** What relates to what: the cycles, a drawing, and the same as a list. */
export function Relationships({ answer, input, call }: Pick<ViewProps, 'answer' | 'input' | 'call'>) {
  const of = input.text('requirement_id');
  const pages = usePages(
    answer,
    call &&
      ((cursor) => call('list_relationships', { ...(of !== null && { requirement_id: of }), limit: PAGE, cursor })),
  );
  const [chosen, setChosen] = useState<string | null>(null);
  const graph = readGraph(pages.loaded);
  const drawn = mostRelated(graph, MOST_DRAWN);
  const { points, links, cycles } = graph;
  return (
    <>
      <Heading
        about={aboutOf(links.length, cycles.length, pages.hasMore)}
        title={of === null ? 'Связи требований' : `Связи ${of}`}
      />
      <Cycles cycles={cycles} />
      {links.length === 0 ? (
        <Note>{answer.isNothing('relationships') ? 'Связей нет.' : 'Какие здесь связи, неизвестно.'}</Note>
      ) : (
        <Drawing chosen={chosen} links={links} onChoose={setChosen} points={drawn} />
      )}
      {drawn.length < points.length ? (
        <p class="about">
          Нарисованы {drawn.length} из {points.length}: круги и то, что связано больше всего. В списке есть все.
        </p>
      ) : null}
      <Steps name="Связи списком" step={chosen === null}>
        <List chosen={chosen} links={links} points={points} />
        {chosen === null ? null : (
          <button onClick={() => setChosen(null)} type="button">
            Показать все связи
          </button>
        )}
      </Steps>
      <Rest pages={pages} />
    </>
  );
}

function aboutOf(links: number, cycles: number, hasMore: boolean): string | null {
  if (links === 0) return null;
  const counted = `${hasMore ? 'загружено ' : ''}${plural(links, 'связь', 'связи', 'связей')}`;
  return cycles === 0 ? `${counted}, кругов нет` : `${counted}, ${plural(cycles, 'круг', 'круга', 'кругов')}`;
}

function Cycles({ cycles }: { readonly cycles: readonly (readonly string[])[] }) {
  if (cycles.length === 0) return null;
  return (
    <section class="cycles">
      <p>Требования ждут друг друга по кругу:</p>
      <ol>
        {cycles.map((cycle, at) => (
          // Cycles have no other name than their number.
          <li key={at}>{cycle.join(' → ')}</li>
        ))}
      </ol>
    </section>
  );
}

interface ListProps {
  readonly links: readonly Link[];
  readonly points: readonly Point[];
  readonly chosen: string | null;
}

/** The drawing in words, for a reader who does not see it: all relationships, or those of the chosen requirement. */
function List({ links, points, chosen }: ListProps) {
  const titles = new Map(points.map(({ name, title }) => [name, title]));
  const shown = chosen === null ? links : links.filter(({ source, target }) => source === chosen || target === chosen);
  const end = (name: string) => (
    <>
      <b class="reference">{name}</b> {shorten(titles.get(name) ?? '', TITLE)}
    </>
  );
  return (
    <section aria-live="polite">
      {chosen === null ? null : <h2>Связи {chosen}</h2>}
      <ul class="links">
        {shown.map(({ source, words, target, cycle }, at) => (
          // The order of relationships does not change, and they are only added.
          <li key={at}>
            {end(source)} <i>{words}</i> {end(target)}{' '}
            {cycle === null ? null : <strong class="gap">круг {cycle}</strong>}
          </li>
        ))}
      </ul>
    </section>
  );
}
