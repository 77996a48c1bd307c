import { availableNames, fileId, type Problem } from '@aisystant/mcp/content';
import { type ParsedContent, type SchemaSource, stateIds } from './parse-content.ts';

type Message = readonly [field: string, message: string];

/** Checks the files other than states: result schemas, output templates, changelog, coming.yaml, skills.yaml. */
export function checkCatalogues(content: ParsedContent): readonly Problem[] {
  return [
    ...content.schemas.flatMap((schema) => schemaProblems(schema, content)),
    ...unusedTemplates(content),
    ...changelogProblems(content),
    ...comingProblems(content),
    ...skillProblems(content),
  ];
}

/** An output template is given with the states that name it: one that no state names is never given. */
function unusedTemplates({ source, states }: ParsedContent): readonly Problem[] {
  const named = states.flatMap(({ head }) => head.output_template ?? []);
  const ids = source.templates.map(fileId);
  // A state that was not parsed, or a name that is mistyped, may mean it.
  if (states.length < source.states.length || named.some((id) => !ids.includes(id))) return [];
  return source.templates
    .filter((file) => !named.includes(fileId(file)))
    .map(({ path: file }) => ({ file, field: null, message: 'форму не называет ни одно состояние (output_template)' }));
}

/** Skills have names of their own, and states that exist. */
function skillProblems(content: ParsedContent): readonly Problem[] {
  const ids = stateIds(content);
  const names = content.skills.map(({ id }) => id);
  const messages = content.skills.flatMap(({ id, states }, index): readonly (readonly [string, string])[] => [
    ...(names.indexOf(id) < index ? [[`skills[${index}].id`, `навык "${id}" уже есть выше`] as const] : []),
    ...states.flatMap((state, place) => {
      const problem = ids.includes(state)
        ? states.indexOf(state) < place && `состояние "${state}" уже есть выше`
        : `нет состояния "${state}". ${availableNames(ids)}`;
      return problem ? [[`skills[${index}].states[${place}]`, problem] as const] : [];
    }),
  ]);
  return messages.map(([field, message]) => ({ file: content.source.skills.path, field, message }));
}

/** A schema must be used by a state, and its fields must be accepted by the tool that saves the result. */
function schemaProblems({ file, schema }: SchemaSource, { source, states, tools }: ParsedContent): readonly Problem[] {
  const id = fileId(file);
  // Only if all states were parsed: the schema may be used by one that was not.
  const orphan = states.length === source.states.length && !states.some(({ head }) => head.result_schema === id);
  const savedBy = schema['x-saved-by'];
  const tool = tools.find((each) => each.id === savedBy);
  const messages = [
    ...(orphan ? [[null, 'схему не называет ни одно состояние (result_schema)'] as const] : []),
    ...(savedBy === undefined || tool !== undefined || tools.length === 0
      ? []
      : [['x-saved-by', `инструмента "${savedBy}" нет ни у одного сервера`] as const]),
    ...keywordMessages(schema),
    ...(tool === undefined ? [] : savingMessages(schema, tool)),
  ];
  return messages.map(([field, message]) => ({ file: file.path, field, message }));
}

/** A result is an object; no result can have a required field that the schema does not have. */
function keywordMessages({ type = 'object', required = [], properties }: SchemaSource['schema']): readonly Message[] {
  const typeMessages: readonly Message[] = type === 'object' ? [] : [['type', 'здесь только "object"']];
  if (!Array.isArray(required)) return [...typeMessages, ['required', 'нужен список имён полей']];
  const unknown = required.flatMap((name, index): readonly Message[] => {
    if (Object.hasOwn(properties, name)) return [];
    return [[`required[${index}]`, `поля "${name}" в схеме нет. ${availableNames(Object.keys(properties))}`]];
  });
  return [...typeMessages, ...unknown];
}

function savingMessages(
  { properties }: SchemaSource['schema'],
  { id, input_schema }: ParsedContent['tools'][number],
): readonly (readonly [string, string])[] {
  const accepted = Object.keys(input_schema.properties);
  return [
    ...Object.keys(properties)
      .filter((name) => !accepted.includes(name))
      .map((name) => [`properties.${name}`, `у "${id}" нет такого поля. ${availableNames(accepted)}`] as const),
    ...input_schema.required
      .filter((name) => !Object.hasOwn(properties, name))
      .map((name) => ['properties', `"${id}" требует поле "${name}", а в схеме его нет`] as const),
  ];
}

function changelogProblems({ source, fsm, changes }: ParsedContent): readonly Problem[] {
  const [newest] = changes;
  if (newest?.version === fsm?.fsm_version) return [];
  const message = `первой стоит запись о версии ${fsm?.fsm_version}, как в fsm.yaml`;
  return [{ file: source.changelog.path, field: 'changes[0].version', message }];
}

function comingProblems({ source, coming, ...content }: ParsedContent): readonly Problem[] {
  const file = source.coming.path;
  const ids = stateIds({ source, coming, ...content });
  return [
    ...coming.states.flatMap(({ id }, index) =>
      ids.includes(id)
        ? [{ file, field: `states[${index}].id`, message: `состояние "${id}" уже есть: уберите его отсюда` }]
        : [],
    ),
    ...coming.parts.flatMap(({ state }, index) =>
      ids.includes(state)
        ? []
        : [{ file, field: `parts[${index}].state`, message: `нет состояния "${state}". ${availableNames(ids)}` }],
    ),
  ];
}
