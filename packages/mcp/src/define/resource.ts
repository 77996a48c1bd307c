import type { CallContext, Status } from './tool.ts';

/** Everything that is written down about a resource: read-only context such as a catalogue, a schema, a policy. */
export interface ResourceFacts {
  /** Short name, unique in the server: `metrics`. */
  readonly name: string;
  readonly title: string;
  /** What it is for. */
  readonly purpose: string;
  readonly mime: 'application/json' | 'text/markdown';
  readonly version: string;
  readonly status: Status;
  /** Date of the last change, `YYYY-MM-DD`. */
  readonly updated: string;
  /** How often it changes. */
  readonly freshness: string;
  /** The scope a reader needs; `null` makes it open. */
  readonly scope: string | null;
  /** Whose data stand in it, and what never does. */
  readonly privacy: string;
  /** What stands in it, field by field. */
  readonly structure: string;
  /** One sentence of use: the question it settles. */
  readonly example: string;
}

/** A resource at one fixed address. */
export interface FixedResource<Services> extends ResourceFacts {
  /** The address: `dt://catalogs/metrics`. */
  readonly uri: string;
  /** Gives the text. */
  read(context: CallContext<Services>): Promise<string> | string;
}

/** A family of resources: the address has one variable. */
export interface TemplateResource<Services> extends ResourceFacts {
  /** RFC 6570 template with one `{variable}`: `dt://catalogs/metrics/{id}`. */
  readonly template: string;
  /** All values of the variable, for completion. */
  readonly values: () => readonly string[];
  /** Gives the text for one value, or `null` when there is none. */
  read(value: string, context: CallContext<Services>): Promise<string | null> | string | null;
}

/** A resource of a server. */
export type Resource<Services> = FixedResource<Services> | TemplateResource<Services>;

/** `const resource = defineResource.for<Services>()`. */
export const defineResource = {
  for:
    <Services>() =>
    <R extends Resource<Services>>(definition: R): R =>
      definition,
};

/** Whether a resource is a family. */
export function isTemplate<Services>(resource: Resource<Services>): resource is TemplateResource<Services> {
  return 'template' in resource;
}

/** Name of the one variable of a family's address. */
export function variableOf<Services>({ template }: TemplateResource<Services>): string {
  return template.slice(template.indexOf('{') + 1, template.indexOf('}'));
}

/** A resource with the member of it that an address names. */
export interface Found<Services> {
  readonly resource: Resource<Services>;
  /** The value of a family's variable; empty for a resource at a fixed address. */
  readonly member: string;
}

/**
 * What stands at an address: the resource fixed there, else the family it belongs to. Addresses are compared letter by
 * letter, and the permission check and the reading both ask here, so no spelling of an address is one thing for the check
 * and another for the reading.
 */
export function resourceAt<Services>(resources: readonly Resource<Services>[], uri: string): Found<Services> | null {
  const fixed = resources.find((resource) => !isTemplate(resource) && resource.uri === uri);
  if (fixed) return { resource: fixed, member: '' };
  for (const resource of resources.filter(isTemplate)) {
    const member = memberAt(resource, uri);
    if (member !== null) return { resource, member };
  }
  return null;
}

function memberAt<Services>({ template }: TemplateResource<Services>, uri: string): string | null {
  const [before = '', after = ''] = template.split(/\{[^}]+\}/);
  if (!uri.startsWith(before) || !uri.endsWith(after)) return null;
  const value = uri.slice(before.length, uri.length - after.length);
  return value === '' || value.includes('/') ? null : value;
}
