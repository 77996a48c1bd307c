import type { FsmContent } from '../src/domain/content-model.ts';
import { type Graph, type GraphNode, graphOf } from '../src/domain/graph.ts';
import type { ComingFile } from './content-schema.ts';
import { escapeHtml } from './html-text.ts';
import { drawScenario } from './scenario-drawing.ts';

/**
 * Renders the body of `GET /graph`: a drawing of each scenario, then, folded by scenario, each state with its goal,
 * transitions and tools. A link to a state unfolds its scenario: browsers open the `details` around the target.
 * @param toolTitles titles of tools by wire name
 */
export function graphPageBody(
  content: FsmContent,
  coming: ComingFile['states'],
  toolTitles: ReadonlyMap<string, string>,
): string {
  const graph = graphOf(content);
  const goals = new Map(content.states.map(({ id, goal }) => [id, goal]));
  const globalStates = graph.states.filter((state) => state.global);
  return [
    `<p>Разговор начинается с шага ${link('init', graph)} и идёт по линиям. Сплошная линия ведёт дальше, пунктирная — назад; точка открывает описание шага.</p>`,
    `<p class="muted">Из любого места доступны: ${globalStates.map(({ id }) => link(id, graph)).join(' · ')}. Всего шагов: ${graph.states.length}, версия ${graph.fsm_version}.</p>`,
    `<div class="actions" id="map">${graph.scenarios.map(({ id }) => drawScenario(graph, id)).join('\n')}</div>`,
    '<h2>Шаги по сценариям</h2>',
    ...graph.scenarios.map(({ id, title }) => {
      const states = graph.states.filter(({ scenario }) => scenario === id);
      const parts = states.map((state) => statePart(state, goals.get(state.id) ?? '', graph, toolTitles));
      const heading = `<h3>${escapeHtml(title)}</h3> <span class="muted">шагов: ${states.length}</span>`;
      return `<details class="card"><summary>${heading}</summary>\n${parts.join('\n')}\n<p><a href="#map">К карте</a></p></details>`;
    }),
    comingPart(coming),
  ].join('\n');
}

function statePart(state: GraphNode, goal: string, graph: Graph, toolTitles: ReadonlyMap<string, string>): string {
  const transitions = graph.transitions.filter(({ from }) => from === state.id);
  const tools = state.tools.map((name) => toolText(name, toolTitles)).join(', ');
  return [
    `<section id="${state.id}">`,
    `<h4>${escapeHtml(state.title)} <code>${state.id}</code></h4>`,
    `<p>${escapeHtml(goal)}</p>`,
    state.terminal
      ? '<p>Здесь разговор заканчивается.</p>'
      : `<p>Дальше: ${transitions.map(({ to }) => link(to, graph)).join(' · ')}${state.returns ? ' · туда, откуда разговор пришёл' : ''}</p>`,
    ...(tools === '' ? [] : [`<p class="muted">Инструменты: ${tools}</p>`]),
    ...(state.terminal ? [] : [conditionsPart(transitions, graph)]),
    '</section>',
  ].join('\n');
}

/** Conditions of the transitions, collapsed. */
function conditionsPart(transitions: Graph['transitions'], graph: Graph): string {
  const rows = transitions.map(({ to, when }) => `<li>${escapeHtml(when)} → ${link(to, graph)}</li>`);
  return `<details><summary class="muted">Когда какой переход</summary><ul>${rows.join('')}</ul></details>`;
}

function toolText(name: string, titles: ReadonlyMap<string, string>): string {
  const title = titles.get(name);
  return `${title === undefined ? '' : `${escapeHtml(title.toLowerCase())} `}<code>${name}</code>`;
}

function link(id: string, { states }: Graph): string {
  const title = states.find((state) => state.id === id)?.title ?? id;
  return `<a href="#${id}">${escapeHtml(title)}</a>`;
}

function comingPart(states: ComingFile['states']): string {
  if (states.length === 0) return '';
  const rows = states.map(
    ({ title, why }) => `<li>${escapeHtml(title)} <span class="muted">${escapeHtml(why)}</span></li>`,
  );
  return `<h2>Появится позже</h2>\n<ul>${rows.join('')}</ul>`;
}
