import { type ServerContract, SIGNED_IN } from '@aisystant/mcp';
import { type Schema, schemaBreaks } from './schema-breaks.ts';

/**
 * Tells what a new contract breaks without saying so by a new MAJOR version: of the tool, resource or prompt that
 * changed; of the server, when one is gone or a plain route changed. What is a draft may still change.
 */
export function unannouncedBreaks(before: ServerContract, after: ServerContract): string[] {
  const ofServer = [
    ...gone('tool', before.tools, after.tools),
    ...gone('resource', before.resources, after.resources),
    ...gone('prompt', before.prompts, after.prompts),
    ...gone('route', before.routes, after.routes),
    ...changed(before.routes, after.routes, routeBreaks),
  ];
  return [
    ...(isAnnounced(before, after) ? [] : ofServer),
    ...changed(before.tools, after.tools, unlessAnnounced(callBreaks)),
    ...changed(before.resources, after.resources, unlessAnnounced(resourceBreaks)),
    ...changed(before.prompts, after.prompts, unlessAnnounced(promptBreaks)),
  ];
}

/** Whatever a contract promises, as it stands in its JSON. */
type Promised = { readonly [field: string]: unknown };
type Breaks = (before: Promised, after: Promised) => string[];

/** Promises by name; a route has none but its path. */
function byName(all: readonly object[]): ReadonlyMap<string, Promised> {
  const promised = all.map((each): Promised => ({ ...each }));
  return new Map(promised.map((each) => [String(each['name'] ?? each['path']), each]));
}

function gone(kind: string, before: readonly object[], after: readonly object[]): string[] {
  const left = byName(after);
  const lost = [...byName(before)].filter(([name, { status }]) => status !== 'draft' && !left.has(name));
  return lost.map(([name]) => `${name}: the ${kind} is gone`);
}

function changed(before: readonly object[], after: readonly object[], breaks: Breaks): string[] {
  const left = byName(after);
  return [...byName(before)].flatMap(([name, old]) => {
    const now = left.get(name);
    if (now === undefined || old['status'] === 'draft') return [];
    return breaks(old, now).map((change) => `${name}: ${change}`);
  });
}

function unlessAnnounced(breaks: Breaks): Breaks {
  return (before, after) => (isAnnounced(before, after) ? [] : breaks(before, after));
}

function callBreaks(before: Promised, after: Promised): string[] {
  return [
    ...permission(before, after),
    ...another('effect', before['effect'], after['effect']),
    ...schemaBreaks(before['input_schema'] as Schema, after['input_schema'] as Schema, 'input'),
    ...schemaBreaks(before['output_schema'] as Schema, after['output_schema'] as Schema, 'output'),
  ];
}

function routeBreaks(before: Promised, after: Promised): string[] {
  const smaller = Number(after['maxBytes']) < Number(before['maxBytes']);
  const size = `takes ${after['maxBytes']} bytes instead of ${before['maxBytes']}`;
  return [...callBreaks(before, after), ...(smaller ? [size] : [])];
}

function resourceBreaks(before: Promised, after: Promised): string[] {
  return [
    ...another('address', before['uri'] ?? before['template'], after['uri'] ?? after['template']),
    ...permission(before, after),
    ...another('form', before['mime'], after['mime']),
  ];
}

function promptBreaks(before: Promised, after: Promised): string[] {
  return schemaBreaks(before['arguments_schema'] as Schema, after['arguments_schema'] as Schema, 'input');
}

/** Whoever has any permission has signed in. */
function permission({ scope: before }: Promised, { scope: after }: Promised): string[] {
  const suffices = after === null || (after === SIGNED_IN && before !== null);
  return before === after || suffices ? [] : [`needs the permission ${after}`];
}

function another(what: string, before: unknown, after: unknown): string[] {
  return before === after ? [] : [`its ${what} is ${after} instead of ${before}`];
}

function isAnnounced(before: { readonly version?: unknown }, after: { readonly version?: unknown }): boolean {
  return major(after.version) > major(before.version);
}

const major = (version: unknown) => Number(String(version).split('.')[0]);
