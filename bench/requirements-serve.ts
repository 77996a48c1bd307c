import { openDictionary } from '@aisystant/search/dictionary';
import { ownWords } from '../workers/guides-mcp/eval/own-words.ts';
import { requirementTypes } from '../workers/requirements-mcp/src/domain/dictionaries.ts';
import { referenceMark } from '../workers/requirements-mcp/src/domain/search-words.ts';
import { indexedWords, markOf } from '../workers/requirements-mcp/src/store/entity-words.ts';
import { migrationSteps } from './migrations.ts';
import { startSizes } from './serve-sizes.ts';

// Serves workspaces of so many requirements as its arguments say, each in a Worker with a D1 of its own, in its own process.

const PER_STORY = 10;
const STORIES_PER_EPIC = 10;
/** Rows of one statement. */
const CHUNK = 2_000;
/** What every second title begins with, as most lists of requirements have it. */
const USUAL = 'Система должна';
/** Of so many requirements one is obsolete. */
const OBSOLETE = 20;
const workers = await startSizes({
  name: 'requirements',
  firstPort: 15_880,
  storage: 'd1Databases',
  compatibilityFlags: ['nodejs_compat'],
});

const steps = await migrationSteps('requirements-mcp');
const words = await ownWords(await openDictionary());

/** The same each time; a small number is much likelier, as a frequent word is. */
let seed = 1;
function random(below: number): number {
  seed = (seed * 48_271) % 2_147_483_647;
  return Math.floor((seed / 2_147_483_647) ** 2 * below);
}
const sentence = (length: number) =>
  Array.from({ length }, () => {
    const { forms } = words[random(words.length)] ?? { forms: ['требование'] };
    return forms[random(forms.length)] ?? '';
  }).join(' ');

interface Entity {
  readonly id: string;
  readonly type: string;
  readonly prefix: string;
  readonly number: number;
  readonly parent: string | null;
}

/** The entities of a workspace, parents first. */
function* entities(requirements: number): Generator<Entity> {
  const stories = Math.ceil(requirements / PER_STORY);
  const epics = Math.ceil(stories / STORIES_PER_EPIC);
  for (let n = 1; n <= epics; n += 1) yield { id: `e${n}`, type: 'epic', prefix: 'ep', number: n, parent: null };
  for (let n = 1; n <= stories; n += 1) {
    yield { id: `s${n}`, type: 'user_story', prefix: 'us', number: n, parent: `e${Math.ceil(n / STORIES_PER_EPIC)}` };
  }
  for (let n = 1; n <= requirements; n += 1) {
    yield { id: `r${n}`, type: 'requirement', prefix: 'req', number: n, parent: `s${Math.ceil(n / PER_STORY)}` };
  }
}

const INSERT = `INSERT INTO entity (id, workspace, type, number, parent, requirement_type, title, description, status, priority,
    creator, assignee, version, write_id, created_at, updated_at)
  SELECT j.value ->> 'id', 'bench', j.value ->> 'type', j.value ->> 'number', j.value ->> 'parent', '${requirementTypes[0]?.id}',
    j.value ->> 'title', j.value ->> 'description', j.value ->> 'status', 2, 'member', 'member', 1, '', '2026-11-28', '2026-11-28'
  FROM json_each(?) j`;
const INDEX = `INSERT INTO entity_words (rowid, title, description, comments, reference)
  SELECT e.n, j.value ->> 'titleWords', j.value ->> 'descriptionWords', '',
    (j.value ->> 'mark') || printf('%03d', e.number)
  FROM json_each(?) j JOIN entity e ON e.id = j.value ->> 'id'`;

for (const size of workers.sizes) {
  console.error(`making ${size} requirements`);
  const db = await workers.database(size);
  await db.batch(steps.map((step) => db.prepare(step)));
  const member =
    "INSERT INTO member (workspace, id, person, name, role) VALUES ('bench', 'member', 'bench', 'Бенч', 'administrator')";
  await db.batch([db.prepare(member)]);
  const write = async (rows: readonly Entity[]) => {
    const json = JSON.stringify(
      rows.map((row) => {
        const [own, description] = [sentence(6), sentence(25)];
        const title = row.number % 2 === 0 ? own : `${USUAL} ${own}`;
        const status = row.number % OBSOLETE === 1 ? 'Obsolete' : 'Draft';
        const indexed = {
          titleWords: indexedWords('bench', title),
          descriptionWords: indexedWords('bench', description),
          mark: markOf('bench') + referenceMark(row.prefix),
        };
        return { ...row, title, description, status, ...indexed };
      }),
    );
    await db.batch([INSERT, INDEX].map((sql) => db.prepare(sql).bind(json)));
  };
  let rows: Entity[] = [];
  for (const entity of entities(size)) {
    rows.push(entity);
    if (rows.length < CHUNK) continue;
    await write(rows);
    rows = [];
  }
  if (rows.length > 0) await write(rows);
  const last = "INSERT INTO counter SELECT 'bench', type, max(number) FROM entity GROUP BY type";
  await db.batch([db.prepare(last)]);
}

workers.ready();
