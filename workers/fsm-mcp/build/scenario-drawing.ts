import type { Graph, GraphNode } from '../src/domain/graph.ts';
import { escapeHtml, wrapText } from './html-text.ts';

/** Width of a drawing in pixels, for a screen of 320 px. */
const WIDTH = 282;
const LINE_X = 62;
const LABEL_X = 78;
const FIRST_Y = 62;
const ROW = 44;
const LABEL_WIDTH = 23;
const NOTE_WIDTH = 34;

/** A transition between the states at two positions. */
type Edge = { readonly from: number; readonly to: number };

/**
 * Draws a scenario as SVG: states in a column, transitions down as solid lines and up as dashed ones. Each state links to
 * its description. Colours are CSS variables of the page, so that dark mode works.
 */
export function drawScenario({ scenarios, states, transitions }: Graph, scenario: string): string {
  const title = scenarios.find(({ id }) => id === scenario)?.title ?? scenario;
  const nodes = states.filter((state) => state.scenario === scenario);
  const position = new Map(nodes.map(({ id }, index) => [id, index]));
  const edges = transitions.flatMap(({ from, to }) => edgeBetween(position.get(from), position.get(to)));
  const notes = notesOf(linkedScenarios({ scenarios, states, transitions }, scenario));
  const notesY = FIRST_Y + nodes.length * ROW - 6;
  const height = notesY + notes.length * 17 + 4;
  return [
    `<svg width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="group" aria-label="${escapeHtml(title)}">`,
    `<rect x=".5" y=".5" width="${WIDTH - 1}" height="${height - 1}" rx="14" fill="var(--card)" stroke="var(--line)"/>`,
    `<text x="18" y="30" font-size="16" font-weight="650" fill="var(--ink)">${escapeHtml(title)}</text>`,
    ...edges.map(drawEdge),
    ...nodes.map(drawNode),
    ...notes.map((line, index) => text(18, notesY + index * 17, 12, 'var(--muted)', line)),
    '</svg>',
  ].join('\n');
}

function edgeBetween(from: number | undefined, to: number | undefined): readonly Edge[] {
  return from === undefined || to === undefined || from === to ? [] : [{ from, to }];
}

/** Titles of the other scenarios with a transition from this one, except to global states. */
function linkedScenarios({ scenarios, states, transitions }: Omit<Graph, 'mermaid' | 'fsm_version'>, scenario: string) {
  const byId = new Map(states.map((state) => [state.id, state]));
  const targets = new Set(
    transitions
      .filter(({ from, to }) => byId.get(from)?.scenario === scenario && byId.get(to)?.global === false)
      .map(({ to }) => byId.get(to)?.scenario),
  );
  return scenarios.filter(({ id }) => id !== scenario && targets.has(id)).map(({ title }) => title);
}

function notesOf(titles: readonly string[]): readonly string[] {
  return titles.length === 0 ? [] : wrapText(`Отсюда — ${titles.join(', ')}`, NOTE_WIDTH);
}

/** A straight line to the next node, an arc to any other. */
function drawEdge({ from, to }: Edge): string {
  const distance = Math.abs(to - from);
  const [start, end] = [nodeY(from), nodeY(to)];
  if (to - from === 1) {
    return `<path d="M${LINE_X} ${start + 9}V${end - 14}" fill="none" stroke="var(--accent)" stroke-width="2.5"/>${arrow(LINE_X, end - 9, 'down')}`;
  }
  const bulge = LINE_X - 9 - Math.min(46, 16 + distance * 7);
  const dashed = to < from ? ' stroke-dasharray="3 4"' : '';
  const color = to < from ? 'var(--field)' : 'var(--accent)';
  const path = `M${LINE_X - 9} ${start}C${bulge} ${start} ${bulge} ${end} ${LINE_X - 14} ${end}`;
  return `<path d="${path}" fill="none" stroke="${color}" stroke-width="1.5"${dashed}/>${arrow(LINE_X - 9, end, 'right', color)}`;
}

function arrow(x: number, y: number, direction: 'down' | 'right', color = 'var(--accent)'): string {
  const path = direction === 'down' ? `M${x - 5} ${y - 7}h10l-5 8z` : `M${x - 7} ${y - 4}v8l8 -4z`;
  return `<path d="${path}" fill="${color}"/>`;
}

function drawNode({ id, title, terminal }: GraphNode, index: number): string {
  const y = nodeY(index);
  const lines = wrapText(title, LABEL_WIDTH);
  const top = y + 5 - (lines.length - 1) * 8;
  return [
    `<a href="#${id}">`,
    `<circle cx="${LINE_X}" cy="${y}" r="7" fill="${terminal ? 'var(--accent)' : 'var(--card)'}" stroke="var(--accent)" stroke-width="2.5"/>`,
    ...lines.map((line, row) => text(LABEL_X, top + row * 16, 14, 'var(--ink)', line)),
    '</a>',
  ].join('');
}

function text(x: number, y: number, size: number, color: string, words: string): string {
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${color}">${escapeHtml(words)}</text>`;
}

function nodeY(index: number): number {
  return FIRST_Y + index * ROW;
}
