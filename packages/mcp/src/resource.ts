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

/** Whether an address is that of the resource, or of one of its family. */
export function isAt<Services>(resource: Resource<Services>, uri: string): boolean {
  if (!isTemplate(resource)) return resource.uri === uri;
  return uri.startsWith(resource.template.slice(0, resource.template.indexOf('{')));
}
