import * as z from 'zod';
import { entryOf, relationshipTypes } from '../domain/dictionaries.ts';
import { type RelationshipView, relationshipViews } from '../queries/relationship-view.ts';
import { fields, uuid } from '../tools/fields.ts';
import { createRelationship } from '../tools/relationships/create-relationship.ts';
import { deleteRelationship } from '../tools/relationships/delete-relationship.ts';
import { requireEntity, requireSelf } from '../tools/require.ts';
import { READ } from '../tools/tool.ts';
import { restEntity, VIEWS } from './entity-views.ts';
import { ofTool, route } from './route.ts';

const End = z.object({ id: z.string(), reference_id: z.string(), title: z.string().nullable() });
const RestRelationship = z.object({
  id: z.string(),
  source_requirement_id: z.string(),
  target_requirement_id: z.string(),
  relationship_type_id: z.string(),
  relationship_type: z.string(),
  source_requirement: End,
  target_requirement: End,
  created_at: z.string(),
  created_by: z.string(),
});

function restRelationship({ id, source, target, type, created_at, created_by }: z.output<typeof RelationshipView>) {
  return {
    id,
    source_requirement_id: source.id,
    target_requirement_id: target.id,
    relationship_type_id: entryOf(relationshipTypes, type)?.id ?? '',
    relationship_type: type,
    source_requirement: source,
    target_requirement: target,
    created_at,
    created_by,
  };
}

/** The older address, and the one of the document. */
const CREATING = ['/requirements/relationships', '/requirement-relationships'] as const;

/** The routes of relationships between requirements. */
export const relationshipRoutes = [
  ...CREATING.map((path) =>
    ofTool({
      method: 'POST',
      path,
      title: 'Relate a requirement to another; cycle names the circle that it closes',
      status: 201,
      tool: createRelationship,
      input: () => createRelationship.input.extend({ created_by: uuid.optional() }),
      toArguments: ({ created_by: _, ...input }) => input,
      before: (input, { services }) => requireSelf(services, input, 'created_by'),
      output: () => RestRelationship.extend({ cycle: z.array(z.string()).nullable() }),
      show: ({ relationship, cycle }) => ({ ...restRelationship(relationship), cycle }),
    }),
  ),
  ofTool({
    method: 'DELETE',
    path: '/requirement-relationships/{relationship_id}',
    title: 'Remove a relationship; the requirements stay',
    status: 204,
    tool: deleteRelationship,
    output: () => z.null(),
    show: () => null,
  }),
  route({
    method: 'GET',
    path: '/requirements/{requirement_id}/relationships',
    title: 'Read a requirement with its relationships in both directions',
    scope: READ,
    effect: 'read',
    input: () => z.strictObject({ requirement_id: fields.key('REQ-001') }),
    output: () =>
      VIEWS.requirement.extend({
        source_relationships: z.array(RestRelationship),
        target_relationships: z.array(RestRelationship),
      }),
    async run({ requirement_id }, { services }) {
      const { store } = services;
      const entity = await requireEntity(services, requirement_id, 'requirement_id', 'requirement');
      const views = await relationshipViews(store, await store.relationships(entity.id));
      const all = views.map(restRelationship);
      return {
        ...restEntity(entity),
        source_relationships: all.filter(({ source_requirement_id: id }) => id === entity.id),
        target_relationships: all.filter(({ target_requirement_id: id }) => id === entity.id),
      } as never;
    },
  }),
];
