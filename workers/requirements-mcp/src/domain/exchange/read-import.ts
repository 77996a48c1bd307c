import { checkInput } from '@aisystant/mcp/input';
import * as z from 'zod';
import { entryOf, type RequirementType, relationshipTypes } from '../dictionaries.ts';
import {
  DESCRIPTION_CHARACTERS,
  type EntityFields,
  PRIORITIES,
  TITLE_CHARACTERS,
  type TypeOfRequirement,
  wordsOf,
} from '../entity.ts';
import type { EntityType } from '../entity-type.ts';
import type { RelationshipType } from '../relationship.ts';
import { initialStatus, parseStatus } from '../status.ts';
import { followsStoryTemplate, STORY_TEMPLATE } from '../story-template.ts';
import { EXCHANGE_FORMAT } from './exchange-document.ts';

/** Most rows and relationships of one import. */
export const MOST_ROWS = 400;

/** An entity of an import, in an order in which each comes after what it belongs to. */
export interface ImportRow extends Omit<EntityFields, 'assigneeId' | 'criteriaId'> {
  /** Where it is in the file: `epics.0.user_stories.1`. */
  readonly path: string;
  readonly type: EntityType;
  /** Index of the parent among the rows; null for an epic. */
  readonly parent: number | null;
  /** Index of the criterion that a requirement details. */
  readonly criteria: number | null;
  readonly requirementType: TypeOfRequirement | null;
}

/** A relationship of an import, by indexes of rows. */
export interface ImportedRelationship {
  readonly source: number;
  readonly target: number;
  readonly type: RelationshipType;
}

/** What is wrong at a place of the file. */
export interface ImportProblem {
  readonly path: string;
  readonly problem: string;
}

/** An import that was read; it is made only when there is no problem. */
export interface Import {
  readonly rows: readonly ImportRow[];
  readonly relationships: readonly ImportedRelationship[];
  readonly problems: readonly ImportProblem[];
}

const list = z.array(z.unknown()).default([]);
const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);
const ref = optional(z.string().min(1).max(64));
const described = {
  ref,
  description: optional(z.string().max(DESCRIPTION_CHARACTERS)),
};
const titled = {
  ...described,
  title: z.string().trim().min(1).max(TITLE_CHARACTERS),
  status: optional(z.string().max(30)),
  priority: z
    .int()
    .min(Math.min(...PRIORITIES))
    .max(Math.max(...PRIORITIES)),
};

const File = z.strictObject({ format: z.literal(EXCHANGE_FORMAT), epics: list, relationships: list });
const Epic = z.strictObject({ ...titled, user_stories: list });
const Story = z.strictObject({ ...titled, acceptance_criteria: list, requirements: list });
const Criteria = z.strictObject({ ref, description: z.string().trim().min(1).max(DESCRIPTION_CHARACTERS) });
const Requirement = z.strictObject({
  ...titled,
  type: z.string().max(64),
  acceptance_criteria: optional(z.string().max(64)),
});
const Arrow = z.strictObject({ source: z.string().max(64), type: z.string().max(64), target: z.string().max(64) });

/**
 * Reads a file for a workspace with these types of requirements; a copy may have requirements of a retired one. Every row is checked, so that a report names all that is
 * wrong and not only the first.
 */
export function readImport(json: string, types: readonly RequirementType[]): Import {
  const value = parsed(json);
  if (value === undefined) return { rows: [], relationships: [], problems: [{ path: '', problem: 'Это не JSON.' }] };
  const reading = new Reading(types);
  const file = reading.take(File, value, '');
  for (const [n, epic] of file?.epics.entries() ?? []) reading.epic(epic, `epics.${n}`);
  for (const [n, arrow] of file?.relationships.entries() ?? []) reading.relationship(arrow, `relationships.${n}`);
  const { rows, relationships, problems } = reading;
  if (rows.length + relationships.length > MOST_ROWS) {
    problems.push({ path: '', problem: `За один раз — не больше ${MOST_ROWS} записей и связей; разделите файл.` });
  }
  if (file && rows.length === 0 && problems.length === 0)
    problems.push({ path: 'epics', problem: 'Здесь нет записей.' });
  return { rows, relationships, problems };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** One reading of one file. */
class Reading {
  readonly rows: ImportRow[] = [];
  readonly relationships: ImportedRelationship[] = [];
  readonly problems: ImportProblem[] = [];
  readonly #refs = new Map<string, number>();
  readonly #arrows = new Set<string>();
  readonly #types: readonly RequirementType[];
  #typesNamed = false;

  constructor(types: readonly RequirementType[]) {
    this.#types = types;
  }

  take<S extends z.ZodType>(schema: S, value: unknown, path: string): z.output<S> | null {
    const read = checkInput(schema, value);
    if (read.ok) return read.value;
    for (const { field, problem } of read.error) {
      this.problems.push({ path: [path, field].filter((part) => part !== '').join('.'), problem });
    }
    return null;
  }

  epic(value: unknown, path: string): void {
    const epic = this.take(Epic, value, path);
    const at = this.#add('epic', path, epic ?? wrongRow(value));
    const stories = epic?.user_stories ?? listIn(value, 'user_stories');
    for (const [n, story] of stories.entries()) this.#story(story, `${path}.user_stories.${n}`, at);
  }

  #story(value: unknown, path: string, parent: number): void {
    const story = this.take(Story, value, path);
    if (story?.description && !followsStoryTemplate(story.description)) {
      this.problems.push({ path: `${path}.description`, problem: `Нужно: ${STORY_TEMPLATE}.` });
    }
    const at = this.#add('user_story', path, { ...(story ?? wrongRow(value)), parent });
    const allCriteria = story?.acceptance_criteria ?? listIn(value, 'acceptance_criteria');
    for (const [n, each] of allCriteria.entries()) {
      const place = `${path}.acceptance_criteria.${n}`;
      const criteria = this.take(Criteria, each, place) ?? wrongRow(each);
      this.#add('acceptance_criteria', place, { ...criteria, parent: at });
    }
    const requirements = story?.requirements ?? listIn(value, 'requirements');
    for (const [n, each] of requirements.entries()) this.#requirement(each, `${path}.requirements.${n}`, at);
  }

  #requirement(value: unknown, path: string, parent: number): void {
    const requirement = this.take(Requirement, value, path);
    if (requirement === null) {
      this.#add('requirement', path, { ...wrongRow(value), parent });
      return;
    }
    const type = entryOf(this.#types, requirement.type);
    if (type === null) this.problems.push({ path: `${path}.type`, problem: this.#noSuchType() });
    const { acceptance_criteria: name, ...fields } = requirement;
    const criteria = name === null ? null : (this.#refs.get(name) ?? null);
    const detailed = criteria === null ? undefined : this.rows[criteria];
    const isOfStory = detailed?.type === 'acceptance_criteria' && detailed.parent === parent;
    if (name !== null && !isOfStory) {
      this.problems.push({ path: `${path}.acceptance_criteria`, problem: 'Такого критерия у этой истории нет.' });
    }
    const requirementType = type && { id: type.id, name: type.name };
    this.#add('requirement', path, { ...fields, parent, criteria, requirementType });
  }

  /** All types that there are are named once: a report of many rows has no room for more. */
  #noSuchType(): string {
    if (this.#typesNamed) return 'Такого вида нет: какие есть, сказано выше.';
    this.#typesNamed = true;
    return namesOf(this.#types.filter(({ retired }) => !retired));
  }

  relationship(value: unknown, path: string): void {
    const arrow = this.take(Arrow, value, path);
    if (arrow === null) return;
    const [source, target] = (['source', 'target'] as const).map((end) => {
      const at = this.#refs.get(arrow[end]);
      if (at !== undefined && this.rows[at]?.type === 'requirement') return at;
      this.problems.push({ path: `${path}.${end}`, problem: 'Требования с таким ref в файле нет.' });
      return null;
    });
    const type = entryOf(relationshipTypes, arrow.type)?.name;
    if (type === undefined) this.problems.push({ path: `${path}.type`, problem: namesOf(relationshipTypes) });
    if (source === undefined || target === undefined || source === null || target === null || type === undefined)
      return;
    if (source === target) this.problems.push({ path, problem: 'Требование не связывают с ним самим.' });
    const key = `${source} ${type} ${target}`;
    if (this.#arrows.has(key)) this.problems.push({ path, problem: 'Такая связь в файле уже есть.' });
    this.#arrows.add(key);
    this.relationships.push({ source, target, type });
  }

  #add(type: EntityType, path: string, { ref: name, status: written = null, ...row }: Draft): number {
    const status = written === null ? initialStatus(type) : parseStatus(type, written);
    if (status === null && written !== null)
      this.problems.push({ path: `${path}.status`, problem: 'Такого статуса нет.' });
    const at = this.rows.length;
    if (name !== null && this.#refs.has(name))
      this.problems.push({ path: `${path}.ref`, problem: 'Такой ref уже есть.' });
    if (name !== null) this.#refs.set(name, at);
    this.rows.push({
      path,
      type,
      status,
      parent: row.parent ?? null,
      criteria: row.criteria ?? null,
      requirementType: row.requirementType ?? null,
      title: row.title ?? null,
      description: wordsOf(row.description),
      priority: row.priority ?? null,
    });
    return at;
  }
}

/** What a row of the file says. */
interface Draft
  extends Partial<Pick<ImportRow, 'parent' | 'criteria' | 'requirementType' | 'title' | 'description' | 'priority'>> {
  readonly ref: string | null;
  readonly status?: string | null;
}

/** What is known of a row that is not as it should be: its name, so that what names it is not taken for wrong too. */
function wrongRow(value: unknown): Draft {
  const name = typeof value === 'object' && value !== null ? Reflect.get(value, 'ref') : null;
  return { ref: typeof name === 'string' && name !== '' ? name : null };
}

/** The rows below a row that is not as it should be. */
function listIn(value: unknown, name: string): readonly unknown[] {
  const rows = typeof value === 'object' && value !== null ? Reflect.get(value, name) : null;
  return Array.isArray(rows) ? rows : [];
}

const namesOf = (entries: readonly { readonly name: string }[]) =>
  `Есть: ${entries.map(({ name }) => name).join(', ')}.`;
