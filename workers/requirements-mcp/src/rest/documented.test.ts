import { openApiOf } from '@aisystant/mcp';
import { describe, expect, test } from 'vitest';
import { server } from '../server.ts';
import { leftOut } from './left-out.ts';

// The interface that clients of the upstream system know: method, path, then fields of the path, the query and the body.
const WORK = 'creator_id assignee_id status priority order_by limit offset';
const CHANGE = 'title description priority status assignee_id';
const COMMENT = 'content parent_comment_id linked_text text_position_start text_position_end';
const DOCUMENTED = `
POST /epics title priority description assignee_id
GET /epics ${WORK} include
GET /epics/{}
PUT /epics/{} ${CHANGE}
DELETE /epics/{} force
PATCH /epics/{}/status status
PATCH /epics/{}/assign assignee_id
GET /epics/{}/user-stories
POST /epics/{}/user-stories title priority description assignee_id
POST /user-stories title epic_id priority description assignee_id
GET /user-stories ${WORK} epic_id include
GET /user-stories/{}
PUT /user-stories/{} ${CHANGE}
DELETE /user-stories/{} force
PATCH /user-stories/{}/status status
PATCH /user-stories/{}/assign assignee_id
GET /user-stories/{}/acceptance-criteria
POST /user-stories/{}/acceptance-criteria description
GET /user-stories/{}/requirements
POST /user-stories/{}/requirements creator_id type_id priority title description acceptance_criteria_id assignee_id
POST /requirements user_story_id creator_id type_id priority title description acceptance_criteria_id assignee_id
GET /requirements ${WORK} user_story_id acceptance_criteria_id type_id
GET /requirements/{}
PUT /requirements/{} ${CHANGE}
DELETE /requirements/{} force
PATCH /requirements/{}/status status
PATCH /requirements/{}/assign assignee_id
GET /requirements/search q limit offset
GET /requirements/{}/relationships
POST /requirements/relationships source_requirement_id target_requirement_id relationship_type_id created_by
DELETE /requirement-relationships/{}
POST /acceptance-criteria user_story_id description
GET /acceptance-criteria user_story_id author_id order_by limit offset
GET /acceptance-criteria/{}
PUT /acceptance-criteria/{} description
DELETE /acceptance-criteria/{} force
${['epics', 'user-stories', 'acceptance-criteria', 'requirements']
  .flatMap((folder) => [
    `GET /${folder}/{}/comments threaded inline status`,
    `POST /${folder}/{}/comments ${COMMENT}`,
    `GET /${folder}/{}/comments/inline`,
    `POST /${folder}/{}/comments/inline ${COMMENT}`,
  ])
  .join('\n')}
GET /comments/{}
PUT /comments/{} content
DELETE /comments/{}
POST /comments/{}/resolve
POST /comments/{}/unresolve
GET /comments/{}/replies limit offset
POST /comments/{}/replies content linked_text
GET /comments/status/{}
GET /search query entity_types creator_id assignee_id author_id priority status created_from created_to epic_id user_story_id acceptance_criteria_id requirement_type_id sort_by sort_order limit offset
GET /search/suggestions query limit
GET /hierarchy
GET /hierarchy/epics/{}
GET /hierarchy/user-stories/{}
GET /hierarchy/path/{}/{}
GET /config/requirement-types
POST /config/requirement-types name description
GET /config/requirement-types/{}
PUT /config/requirement-types/{} name description
DELETE /config/requirement-types/{} force
GET /config/relationship-types
POST /pats name expires_at scopes
GET /pats limit offset
DELETE /pats/{}
POST /mcp
`
  .trim()
  .split('\n')
  .map((line) => line.split(' '));

interface Operation {
  readonly parameters?: readonly { readonly name: string }[];
  readonly requestBody?: {
    readonly content: { readonly 'application/json': { readonly schema: { readonly properties: object } } };
  };
}

const { paths, ...document } = openApiOf(server) as {
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } };
};
const anonymous = (path: string) => path.replace('/api/v1', '').replaceAll(/\{\w+\}/g, '{}');
const operations = new Map(
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(
      ([method, operation]) => [`${method.toUpperCase()} ${anonymous(path)}`, operation] as const,
    ),
  ),
);

function fieldsOf({ parameters = [], requestBody }: Operation): readonly string[] {
  const { properties = {} } = requestBody?.content['application/json'].schema ?? {};
  return [...parameters.map(({ name }) => name), ...Object.keys(properties)];
}

test.each(DOCUMENTED)('%s %s is served, with every field of the document', (method, path, ...fields) => {
  const operation = operations.get(`${method} ${path}`);
  expect(operation, 'the route').toBeDefined();
  expect(fieldsOf(operation ?? {})).toEqual(expect.arrayContaining(fields));
});

describe('what is left out', () => {
  test('is told in the OpenAPI document, each with a reason', () => {
    expect(document).toHaveProperty('x-left-out', leftOut);
    for (const { why } of leftOut) expect(why.length).toBeGreaterThan(20);
  });

  const DICTIONARIES = ['relationship-types', 'status-models', 'status-transitions', 'statuses'];

  test.each([
    ...DICTIONARIES.map((name) => `/config/${name}`),
    ...['/auth', '/ready', '/live', '/prompts', '/steering-documents'],
  ])('is really not there: %s', (path) => {
    expect(leftOut.map(({ what }) => what).join(' ')).toContain(path);
    const writes = [...operations.keys()].filter(
      (name) => name.includes(` ${path}`) && !name.startsWith('GET /config'),
    );
    expect(writes).toEqual([]);
  });
});
