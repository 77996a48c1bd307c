import { isDeepStrictEqual } from 'node:util';
import { type ServerContract, SIGNED_IN, shownByDefault } from '@aisystant/mcp';
import { type Schema, schemaBreaks } from './schema-breaks.ts';

/**
 * Breaking changes without a new MAJOR version: of the changed tool, resource or prompt; of the server, when one is gone,
 * a toolset has fewer tools or a route changed. A lower version is a break too. Drafts may change. New error codes are no
 * break: a caller must expect unknown ones.
 */
export function unannouncedBreaks(before: ServerContract, after: ServerContract): string[] {
  const ofServer = [
    ...gone('tool', before.tools, after.tools),
    ...gone('resource', before.resources, after.resources),
    ...gone('prompt', before.prompts, after.prompts),
    ...gone('route', before.routes, after.routes),
    ...hiddenTools(before, after),
    ...changed(before.routes, after.routes, routeBreaks),
  ];
  return [
    ...(isAnnounced(before, after) ? [] : ofServer),
    ...changed(before.tools, after.tools, unlessAnnounced(toolBreaks)),
    ...changed(before.resources, after.resources, unlessAnnounced(resourceBreaks)),
    ...changed(before.prompts, after.prompts, unlessAnnounced(promptBreaks)),
  ];
}

/**
 * Tools that changed in any way under the same version: a person who allowed a tool also allowed its texts, so a changed
 * text needs a new version. Breaks are reported by {@link unannouncedBreaks}.
 */
export function silentChanges(before: ServerContract, after: ServerContract): string[] {
  return changed(before.tools, after.tools, (old, now) => {
    if (old['version'] !== now['version'] || toolBreaks(old, now).length > 0) return [];
    const fields = Object.keys({ ...old, ...now }).filter((field) => !isDeepStrictEqual(old[field], now[field]));
    return fields.length === 0 ? [] : [`is another (${fields.join(', ')}) under the same version ${now['version']}`];
  });
}

/** A part of a contract as JSON. */
type Promised = { readonly [field: string]: unknown };
type Breaks = (before: Promised, after: Promised) => string[];

/** By name; a route's name is its path. */
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
  return (before, after) => [
    ...(isAnnounced(before, after) ? [] : breaks(before, after)),
    ...(isLower(after['version'], before['version'])
      ? [`its version ${after['version']} is lower than ${before['version']}`]
      : []),
  ];
}

/** Tools that still exist but are no longer listed at the same address. */
function hiddenTools(before: ServerContract, after: ServerContract): string[] {
  const promised = new Set(before.tools.filter(({ status }) => status !== 'draft').map(({ id }) => id));
  const there = after.tools.map(({ id }) => id).filter((id) => promised.has(id));
  const hidden = (was: readonly string[], is: readonly string[], where: string) => {
    const lost = there.filter((id) => was.includes(id) && !is.includes(id));
    return lost.length === 0 ? [] : [`${where} no longer shows ${lost.join(', ')}`];
  };
  const sets = Object.entries(before.toolsets ?? {}).flatMap(([name, ids]) => {
    const now = after.toolsets?.[name];
    return now ? hidden(ids, now, `the toolset ${name}`) : [`${name}: the toolset is gone`];
  });
  return [...hidden(shownByDefault(before), shownByDefault(after), 'the server by default'), ...sets];
}

function toolBreaks(before: Promised, after: Promised): string[] {
  return [...callBreaks(before, after), ...loosened(before['annotations'], after['annotations'])];
}

/** The hints by which a client decides whether to ask a person first, each at its strictest; absent is the loosest. */
const STRICTEST = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false };

function loosened(before: unknown, after: unknown): string[] {
  const [own, now] = [before, after].map((hints) => (hints ?? {}) as Promised);
  const looser = Object.entries(STRICTEST).filter(([hint, strict]) => own?.[hint] === strict && now?.[hint] !== strict);
  return looser.map(([hint, strict]) => `its ${hint} is ${now?.[hint]} instead of ${strict}`);
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
    ...lostValues(before['values'], after['values']),
  ];
}

/** Lost members of a template; one that became a fixed resource has another address, which is reported there. */
function lostValues(before: unknown, after: unknown): string[] {
  if (!Array.isArray(before) || !Array.isArray(after)) return [];
  return before.filter((value) => !after.includes(value)).map((value) => `no longer has ${value}`);
}

function promptBreaks(before: Promised, after: Promised): string[] {
  return schemaBreaks(before['arguments_schema'] as Schema, after['arguments_schema'] as Schema, 'input');
}

/** `SIGNED_IN` is weaker than any scope. */
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

function isLower(version: unknown, than: unknown): boolean {
  return String(version).localeCompare(String(than), 'en', { numeric: true }) < 0;
}

const major = (version: unknown) => Number(String(version).split('.')[0]);
