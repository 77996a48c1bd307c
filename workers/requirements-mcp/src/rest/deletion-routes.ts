import { plural, ToolError } from '@aisystant/mcp';
import * as z from 'zod';
import type { EntityType } from '../domain/entity-type.ts';
import { notFound, requireEntity } from '../tools/require.ts';
import { WRITE } from '../tools/tool.ts';
import { idInput, keyOf, route } from './route.ts';

/** What is deleted under an address. */
interface DeletedKind {
  readonly type: EntityType;
  readonly folder: `/${string}`;
  readonly key: string;
  readonly one: string;
}

/**
 * Deletes an entity. One that something depends on is deleted, with all below it, only by `force=true`: a program says that it
 * means it. A model has `delete_epic` alone, whose confirmation a person has to give.
 */
export const deletionRoute = ({ type, folder, key, one }: DeletedKind) =>
  route({
    method: 'DELETE',
    path: `${folder}/{${key}}`,
    title: `Delete ${one}; when something depends on it, only with force=true, and then all below it too`,
    scope: WRITE,
    effect: 'destructive',
    status: 204,
    input: () => idInput(key).extend({ force: z.boolean().default(false) }),
    output: () => z.null(),
    async run({ force, ...input }, { services, now }) {
      const { store } = services;
      await store.require('delete');
      const { id } = await requireEntity(services, keyOf(input, key), key, type);
      if ((await store.deleteEntity(id, force ? 'forced' : 'nothing depends', now)) !== null) return null;
      const dependents = await store.countDependents(id);
      if (dependents < 1) throw notFound(key);
      throw new ToolError(
        'CONFLICT',
        `Вместе с этим пропадёт или изменится ещё ${plural(dependents, 'запись', 'записи', 'записей')}. Ничего не удалено.`,
        { field: 'force', hint: 'Удалить вместе со всем: ?force=true.' },
      );
    },
  });
