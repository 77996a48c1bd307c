import { ToolError } from '@aisystant/mcp';
import * as z from 'zod';
import type { RequirementType } from '../domain/dictionaries.ts';
import type { RequirementsServices } from '../services.ts';
import { fields, uuid } from '../tools/fields.ts';
import { notFound, typesInUse } from '../tools/require.ts';
import { READ, WRITE } from '../tools/tool.ts';
import { versionConflict } from '../tools/write-entity.ts';
import { route } from './route.ts';

const FOLDER = '/config/requirement-types';
const ITEM = `${FOLDER}/{requirement_type_id}` as const;
const typeId = { requirement_type_id: uuid };
const typeFields = {
  // As long as a tool takes it, on one line, and with something by which it is told from the others.
  name: z
    .string()
    .trim()
    .min(1)
    .max(64)
    .regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N} .,()/&+_-]*$/u),
  description: z.string().trim().max(500),
};
const TypeView = z.object({ id: z.string(), name: z.string(), description: z.string(), version: z.int() });

/** A type in use. Throws `NOT_FOUND`. */
async function requireType(services: RequirementsServices, id: string): Promise<RequirementType> {
  const type = (await typesInUse(services)).find((each) => each.id === id);
  if (type === undefined) throw notFound('requirement_type_id');
  return type;
}

const nameTaken = () =>
  new ToolError('CONFLICT', 'Такой вид уже есть.', {
    field: 'name',
    hint: 'Названия различаются не только регистром, пробелами и дефисами.',
  });

const nameRetired = () =>
  new ToolError('CONFLICT', 'Так называется удалённый вид.', {
    field: 'name',
    hint: 'POST с этим названием вернёт его; для этого вида нужно другое.',
  });

const REFUSED = {
  in_use: [
    'Такие требования есть. Ничего не удалено.',
    '?force=true: новым требованиям этот вид не дать, а прежние его сохранят.',
  ],
  last: ['Это последний вид: без него требование не создать.', 'Сначала добавьте другой.'],
} as const;

/** The routes of the types of requirements: every member reads them, administrators change them. */
export const requirementTypeRoutes = [
  route({
    method: 'GET',
    path: FOLDER,
    title: 'Types of requirements',
    scope: READ,
    effect: 'read',
    input: () => z.strictObject({}),
    output: () => z.object({ data: z.array(TypeView) }),
    run: async (_, { services }) => ({ data: [...(await typesInUse(services))] }),
  }),
  route({
    method: 'GET',
    path: ITEM,
    title: 'Read a type of requirements',
    scope: READ,
    effect: 'read',
    input: () => z.strictObject(typeId),
    output: () => TypeView,
    run: ({ requirement_type_id }, { services }) => requireType(services, requirement_type_id),
  }),
  route({
    method: 'POST',
    path: FOLDER,
    title: 'Add a type of requirements, or bring back the deleted one of this name',
    scope: WRITE,
    effect: 'write',
    status: 201,
    input: () => z.strictObject({ name: typeFields.name, description: typeFields.description.default('') }),
    output: () => TypeView,
    async run(type, { services: { store }, now }) {
      await store.require('configure');
      const added = await store.addRequirementType(type, new Date(now).toISOString());
      if (added.ok) return added.value.value;
      if (added.error === 'name_taken') throw nameTaken();
      throw new ToolError('CONFLICT', 'Видов уже слишком много.', { hint: 'Переименуйте один из тех, что есть.' });
    },
  }),
  route({
    method: 'PUT',
    path: ITEM,
    title: 'Rename a type of requirements; its id stays, and so do the requirements',
    scope: WRITE,
    effect: 'write',
    input: () =>
      z.strictObject({
        ...typeId,
        name: typeFields.name.optional(),
        description: typeFields.description.optional(),
        expected_version: fields.expectedVersion,
      }),
    output: () => TypeView,
    async run({ requirement_type_id, expected_version, ...edit }, { services, now }) {
      const { store } = services;
      await store.require('configure');
      const before = await requireType(services, requirement_type_id);
      const { name = before.name, description = before.description } = edit;
      if (name === before.name && description === before.description) return before;
      const version = expected_version ?? 0;
      const at = new Date(now).toISOString();
      const edited = await store.editRequirementType({ id: before.id, version }, { name, description }, at);
      if (edited.ok) return edited.value;
      if (edited.error === null) throw notFound('requirement_type_id');
      if (edited.error === 'name_taken') throw nameTaken();
      if (edited.error === 'name_retired') throw nameRetired();
      throw versionConflict(`вида ${edited.error.name}`, edited.error.version, expected_version);
    },
  }),
  route({
    method: 'DELETE',
    path: ITEM,
    title: 'Delete a type of requirements; one that requirements have only with force=true, and they keep it',
    scope: WRITE,
    effect: 'destructive',
    status: 204,
    input: () => z.strictObject({ ...typeId, force: z.boolean().default(false) }),
    output: () => z.null(),
    async run({ requirement_type_id, force }, { services: { store }, now }) {
      await store.require('configure');
      const retired = await store.retireRequirementType(requirement_type_id, force, new Date(now).toISOString());
      if (retired.ok) return null;
      if (retired.error === 'not_found') throw notFound('requirement_type_id');
      const [message, hint] = REFUSED[retired.error];
      throw new ToolError('CONFLICT', message, {
        field: retired.error === 'in_use' ? 'force' : 'requirement_type_id',
        hint,
      });
    },
  }),
];
