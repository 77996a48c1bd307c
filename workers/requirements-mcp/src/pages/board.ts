import { type PersonPage, plural, ToolError } from '@aisystant/mcp';
import { statusWord } from '@aisystant/widgets/statuses';
import { html } from 'hono/html';
import type { Entity } from '../domain/entity.ts';
import { cyclesOf, orderOf, type RelationshipType } from '../domain/relationship.ts';
import { namedCycles, relationshipViews } from '../queries/relationship-view.ts';
import { isWithoutTest, type TreeNode, treeBelow } from '../queries/tree.ts';
import type { RequirementsServices } from '../services.ts';
import type { RequirementsStore } from '../store/requirements-store.ts';
import { READ } from '../tools/tool.ts';

/** Most epics, relationships and cycles of one page. */
const MOST = 200;

/** `/board`: the epics of the workspace, and of one epic the tree with its coverage and the relationships. To read and to print. */
export const board: PersonPage<RequirementsServices> = {
  path: '/board',
  title: { ru: 'Доска требований', en: 'Board of requirements' },
  scope: READ,
  async render(query, { services: { store, members } }) {
    const asked = query.get('epic');
    if (asked === null) return epicsPage(store, (await members.workspace()).name);
    const epic = await store.find(asked);
    if (epic?.type !== 'epic') throw new ToolError('NOT_FOUND', 'Такого эпика нет.', { field: 'epic' });
    return epicPage(store, epic);
  },
};

async function epicsPage(store: RequirementsStore, workspace: string) {
  const epics = (await store.list({ types: ['epic'] }, null, MOST + 1)).map(({ entity }) => entity);
  const rows = epics.slice(0, MOST).map(
    (epic) => html`<tr><td><a href="/board?epic=${epic.referenceId}">${epic.referenceId}</a></td>
<td>${epic.title}</td><td>${statusOf(epic)}</td><td>${epic.priority}</td></tr>`,
  );
  const table = html`<div class="scroll" tabindex="0" role="region" aria-label="Эпики"><table>
<thead><tr><th scope="col">Номер</th><th scope="col">Эпик</th><th scope="col">Статус</th><th scope="col">Приоритет</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
  return {
    title: 'Доска требований',
    language: 'ru' as const,
    body: html`<p class="muted">Пространство: ${workspace}</p>
${epics.length === 0 ? html`<p>Эпиков ещё нет: попросите ассистента завести первый.</p>` : table}
${epics.length > MOST ? notAll('эпики') : ''}
${cycleNote(await allCycles(store))}`,
  };
}

async function epicPage(store: RequirementsStore, epic: Entity) {
  const { nodes, coverage, truncated } = await treeBelow(store, epic.id);
  const { stories, stories_without_criteria, requirements, requirements_without_tests } = coverage;
  return {
    title: `${epic.referenceId} ${epic.title ?? ''}`,
    language: 'ru' as const,
    body: html`<p class="muted">${statusWord(epic.status ?? '')} · приоритет ${epic.priority}</p>
<p>${plural(stories, 'история', 'истории', 'историй')}, без критериев приёмки — ${stories_without_criteria};
${plural(requirements, 'требование', 'требования', 'требований')}, без проверки — ${requirements_without_tests}.</p>
${nodes.length === 0 ? html`<p>В эпике ещё ничего нет.</p>` : branch(nodes, epic.id)}
${truncated ? notAll('записи') : ''}
${await relationshipsSection(store, nodes)}
<p class="no-print"><a href="/board">Все эпики</a></p>`,
  };
}

type Html = ReturnType<typeof html>;

const notAll = (what: string) => html`<p class="note">Показаны не все ${what}: их больше, чем входит на страницу.</p>`;

function branch(nodes: readonly TreeNode[], parentId: string): Html {
  const children = nodes.filter(({ entity }) => entity.parentId === parentId);
  if (children.length === 0) return html``;
  return html`<ul class="tree">${children.map(
    ({ entity, missingCriteria }) => html`<li><span class="kind">${entity.referenceId}</span> ${words(entity)}
${statusOf(entity)}
${missingCriteria ? html`<strong class="gap">нет критериев приёмки</strong>` : ''}
${isWithoutTest(entity) ? html`<strong class="gap">нет проверки</strong>` : ''}
${branch(nodes, entity.id)}</li>`,
  )}</ul>`;
}

/** The status, set apart from the words beside it; a criterion has none. */
const statusOf = ({ status }: Entity) =>
  status === null ? '' : html`<span class="status">${statusWord(status)}</span>`;

/** The title; of a criterion, which has none, the description. */
const words = ({ title, description }: Entity) => title ?? description ?? '';

async function relationshipsSection(store: RequirementsStore, nodes: readonly TreeNode[]): Promise<Html> {
  const own = new Set(nodes.map(({ entity }) => entity.id));
  const all = await store.relationships(null);
  const ofEpic = all.filter(({ sourceId, targetId }) => own.has(sourceId) || own.has(targetId));
  if (ofEpic.length === 0) return html`<h2>Связи</h2><p>Связей нет.</p>`;
  const views = await relationshipViews(store, ofEpic.slice(0, MOST));
  const references = new Set(views.flatMap(({ source, target }) => [source.reference_id, target.reference_id]));
  const cycles = (await allCycles(store)).filter((cycle) => cycle.some((each) => references.has(each)));
  const end = ({ reference_id, title }: (typeof views)[number]['source']) => html`${reference_id} ${title}`;
  const rows = views.map(
    ({ source, type, target }) =>
      html`<tr><td>${end(source)}</td><td>${RELATIONSHIP_WORDS[type]}</td><td>${end(target)}</td></tr>`,
  );
  return html`<h2>Связи</h2>
${cycleNote(cycles)}
<div class="scroll" tabindex="0" role="region" aria-label="Связи"><table>
<thead><tr><th scope="col">Требование</th><th scope="col">Связь</th><th scope="col">С чем</th></tr></thead>
<tbody>${rows}</tbody></table></div>
${ofEpic.length > MOST ? notAll('связи') : ''}`;
}

/** A relationship between the titles of its ends, for a person. */
const RELATIONSHIP_WORDS: Readonly<Record<RelationshipType, string>> = {
  depends_on: 'зависит от',
  blocks: 'блокирует',
  derives_from: 'выведено из',
  relates_to: 'связано с',
  conflicts_with: 'противоречит',
};

async function allCycles(store: RequirementsStore): Promise<readonly (readonly string[])[]> {
  return namedCycles(store, cyclesOf(orderOf(await store.arrows())).slice(0, MOST));
}

function cycleNote(cycles: readonly (readonly string[])[]): Html {
  if (cycles.length === 0) return html``;
  return html`<div class="note"><p>Требования ждут друг друга по кругу:</p>
<ul>${cycles.map((cycle) => html`<li>${cycle.join(' → ')}</li>`)}</ul></div>`;
}
