import { shorten } from '@aisystant/mcp/text';
import { layoutOf, type Place } from './layout.ts';
import { type Link, type Point, waitingOf } from './read-graph.ts';

/** Sizes in CSS pixels: a node is high enough for a finger, and two columns fit beside each other on a phone. */
const NODE = { width: 112, height: 44 } as const;
const GAP = { x: 36, y: 10 } as const;
const MARGIN = 4;
/** Most characters of a title in a node; what is wider is cut off. */
const TITLE = 60;
/** Distance of an arrow that leads back from the one that leads on. */
const BACK = 9;

interface DrawingProps {
  readonly points: readonly Point[];
  readonly links: readonly Link[];
  readonly chosen: string | null;
  onChoose(name: string | null): void;
}

/**
 * The graph: requirements that wait for others lie left of them. Its lines are SVG; its nodes are buttons over them, so that
 * a finger, a key and a screen reader reach them as any other.
 */
export function Drawing({ points, links, chosen, onChoose }: DrawingProps) {
  const { lines, layout } = drawingOf(points, links);
  const width = layout.columns * (NODE.width + GAP.x) - GAP.x + 2 * MARGIN;
  const height = layout.rows * (NODE.height + GAP.y) - GAP.y + 2 * MARGIN;
  return (
    <figure>
      <div class="drawing">
        <div class="canvas" style={`width:${width}px;height:${height}px`}>
          <svg aria-hidden="true" height={height} width={width}>
            {lines.map(({ link, way }, at) => (
              // The order of relationships does not change, and they are only added.
              <Line
                isAside={chosen !== null && link.source !== chosen && link.target !== chosen}
                key={at}
                link={link}
                way={way}
              />
            ))}
          </svg>
          {points.map((point) => {
            const place = layout.places.get(point.name);
            if (place === undefined) return null;
            return (
              <Node isChosen={point.name === chosen} key={point.name} onChoose={onChoose} place={place} point={point} />
            );
          })}
        </div>
      </div>
      <figcaption class="about legend">{legendOf(lines.map(({ link }) => link))}</figcaption>
    </figure>
  );
}

function drawingOf(points: readonly Point[], links: readonly Link[]) {
  const names = new Set(points.map(({ name }) => name));
  const shown = links.filter(({ source, target }) => names.has(source) && names.has(target));
  // Arrows come first: it is a line without direction that is turned around where not all can lead to the right.
  const ordered = [...shown.filter((link) => waitingOf(link)), ...shown.filter((link) => !waitingOf(link))];
  const edges = ordered.map((link) => waitingOf(link) ?? { from: link.source, to: link.target });
  const layout = layoutOf([...names], edges);
  return { layout, lines: ordered.map((link, at) => ({ link, way: layout.ways[at] ?? [] })) };
}

const leftOf = ({ column }: Place) => MARGIN + column * (NODE.width + GAP.x);
const topOf = ({ row }: Place) => MARGIN + row * (NODE.height + GAP.y);

interface LineProps {
  readonly link: Link;
  readonly way: readonly Place[];
  readonly isAside: boolean;
}

function Line({ link: { type, cycle }, way, isAside }: LineProps) {
  const [first, second] = way;
  if (!first || !second) return null;
  const direction = second.column > first.column ? 1 : -1;
  const points = way.flatMap((place, at) => {
    const middle = topOf(place) + NODE.height / 2 + (direction === 1 ? 0 : BACK);
    const [left, right] = [leftOf(place), leftOf(place) + NODE.width];
    const [start, end] = direction === 1 ? [left, right] : [right, left];
    // Behind its first place, before its last, and across those between.
    return [...(at > 0 ? [[start, middle] as const] : []), ...(at < way.length - 1 ? [[end, middle] as const] : [])];
  });
  const path = points.map(([x, y], at) => {
    const before = points[at - 1];
    if (before === undefined) return `M${x} ${y}`;
    const bend = before[0] + (direction * GAP.x) / 2;
    return at % 2 === 1 ? `C${bend} ${before[1]} ${bend} ${y} ${x} ${y}` : `L${x} ${y}`;
  });
  const [x, y] = points.at(-1) ?? [0, 0];
  const isArrow = type === 'depends_on' || type === 'blocks' || type === 'derives_from';
  return (
    <g class={`line ${type ?? ''}${cycle === null ? '' : ' cycle'}${isAside ? ' aside' : ''}`}>
      <path d={path.join('')} fill="none" />
      {isArrow ? <path class="head" d={`M${x} ${y}l${-9 * direction} -5v10z`} /> : null}
    </g>
  );
}

interface NodeProps {
  readonly point: Point;
  readonly place: Place;
  readonly isChosen: boolean;
  onChoose(name: string | null): void;
}

function Node({ point: { name, title, cycle }, place, isChosen, onChoose }: NodeProps) {
  return (
    <button
      aria-pressed={isChosen}
      class={cycle === null ? 'node' : 'node cycle'}
      onClick={() => onChoose(isChosen ? null : name)}
      style={`left:${leftOf(place)}px;top:${topOf(place)}px`}
      type="button"
    >
      <b class="reference">
        {name}
        {cycle === null ? '' : ` ↻${cycle}`}
      </b>
      <small>{shorten(title ?? '', TITLE)}</small>
    </button>
  );
}

/** What the lines mean, of those that are there. */
function legendOf(links: readonly Link[]): string {
  const has = (...types: readonly Link['type'][]) => links.some(({ type }) => types.includes(type));
  return [
    has('depends_on', 'blocks', 'derives_from') ? 'Стрелка ведёт к тому, чего требование ждёт.' : null,
    has('derives_from') ? 'Штрихи — выведено.' : null,
    has('relates_to', null) ? 'Точки — связано по смыслу.' : null,
    has('conflicts_with') ? 'Длинные штрихи без стрелки — противоречит.' : null,
    links.some(({ cycle }) => cycle !== null) ? 'Толстая линия и ↻ — круг.' : null,
  ]
    .filter((sentence) => sentence !== null)
    .join(' ');
}
