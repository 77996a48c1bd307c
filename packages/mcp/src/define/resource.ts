import type { CallContext } from './call-context.ts';
import { type Callable, handler } from './handler.ts';
import { RESOURCE_CHARACTERS } from './limits.ts';
import type { Status } from './tool.ts';
import { ToolError } from './tool-error.ts';

/** The documented facts of a resource: read-only context such as a catalogue, a schema, a policy. */
export interface ResourceFacts {
  /** Short name, unique in the server: `metrics`. */
  readonly name: string;
  readonly title: string;
  /** What it is for. */
  readonly purpose: string;
  readonly mime: 'application/json' | 'text/markdown';
  readonly version: string;
  readonly status: Status;
  /** Date of the last change, `YYYY-MM-DD`; by default that of the server. */
  readonly updated?: string;
  /** How often it changes. */
  readonly freshness: string;
  /** The scope a reader needs; `null` makes it open. */
  readonly scope: string | null;
  /** Whose data it holds, and what it never holds. */
  readonly privacy: string;
  /** Its content, field by field. */
  readonly structure: string;
  /** A question that it answers. */
  readonly example: string;
  /** The tool that answers the same for parameters, by which the REST facade queries the resource. Default: none. */
  readonly query?: {
    /** Documented id. */
    readonly tool: string;
    /** The page that the facade gives of the tool's data. */
    page(data: { readonly [field: string]: unknown }): {
      readonly metadata: unknown;
      readonly data: readonly unknown[];
      readonly next_cursor: string | null;
      readonly total: number | null;
    };
  };
}

/** A resource at one fixed address, as its author writes it. */
export interface FixedResourceDefinition<Services> extends ResourceFacts {
  /** The address: `dt://catalogs/metrics`. */
  readonly uri: string;
  /** Gives the text. */
  read(context: CallContext<Services>): Promise<string> | string;
}

/** Members that are in a store: they come and go without a release, so no document lists them. */
export interface StoredMembers<Services> {
  /** A member that is there, as the address has it, for documents and tests. */
  readonly sample: string;
  /** Values of the variable after those that are written already, for completion; the kit keeps those that fit. */
  complete(written: readonly string[], services: Services): Promise<readonly string[]>;
}

/** A family of resources, as its author writes it. */
export interface TemplateResourceDefinition<Services> extends ResourceFacts {
  /** RFC 6570 template: `dt://catalogs/metrics/{id}`. Several variables are neighbours, a path segment each: `{shelf}/{book}`. */
  readonly template: string;
  /** All values of the one variable, or a store's members. */
  readonly values: (() => readonly string[]) | StoredMembers<Services>;
  /** Gives the text of a member: the values of its variables as the address has them, with `/` between; `null` when there is none. */
  read(member: string, context: CallContext<Services>): Promise<string | null> | string | null;
}

/** A defined resource at one fixed address. */
export type FixedResource<Services> = Defined<FixedResourceDefinition<Services>, Services>;
/** A defined family of resources. */
export type TemplateResource<Services> = Defined<TemplateResourceDefinition<Services>, Services>;
/** A resource of a server. */
export type Resource<Services> = FixedResource<Services> | TemplateResource<Services>;

/** The input of the handler is the member; a fixed resource ignores it. */
type Defined<Definition, Services> = Omit<Definition, 'read'> & Callable<Services, string>;

/** `const resource = defineResource.for<Services>()`. */
export const defineResource = {
  for:
    <Services>() =>
    <R extends FixedResourceDefinition<Services> | TemplateResourceDefinition<Services>>(
      definition: R,
    ): Defined<R, Services> => {
      const { read: _, ...facts } = definition;
      const read = (member: unknown, context: CallContext<Services>) =>
        'template' in definition ? definition.read(String(member), context) : definition.read(context);
      const { name, scope } = definition;
      return {
        ...facts,
        operation: { kind: 'resource', name, scope, effect: 'read', needsConsent: true },
        [handler]: (member) => ({ run: async (context) => fittingText(await read(member, context)) }),
      };
    },
};

function fittingText(text: string | null): string {
  if (text === null) throw new ToolError('NOT_FOUND', 'Такого ресурса нет.');
  if (text.length <= RESOURCE_CHARACTERS) return text;
  throw new ToolError('INVALID_ARGUMENT', `Ресурс длиннее ${RESOURCE_CHARACTERS} знаков.`, {
    hint: 'Спросите то же у инструмента.',
  });
}

/** Whether a resource is a family. */
export function isTemplate<Services>(resource: Resource<Services>): resource is TemplateResource<Services> {
  return 'template' in resource;
}

/** Names of the variables of a family's address, in order. */
export function variablesOf<Services>({ template }: Pick<TemplateResource<Services>, 'template'>): readonly string[] {
  return [...template.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name);
}

/** The addresses that a declaration can name: that of a fixed resource, all members of a family or the sample of a store. */
export function addressesOf<Services>(resource: Resource<Services>): readonly string[] {
  if (!isTemplate(resource)) return [resource.uri];
  const { template, values } = resource;
  const members = typeof values === 'function' ? values() : [values.sample];
  return members.map((member) => template.replace(/\{.*\}/, member));
}

/** A resource and the member that an address names. */
export interface FoundResource<Services> {
  readonly resource: Resource<Services>;
  /** The values of a family's variables with `/` between; empty for a resource at a fixed address. */
  readonly member: string;
}

/**
 * Finds a resource by address: the one fixed there, else the family it belongs to. Addresses are compared byte by byte, and
 * both the permission check and the read use this lookup, so no spelling can be authorized as one thing and read as another.
 */
export function resourceAt<Services>(
  resources: readonly Resource<Services>[],
  uri: string,
): FoundResource<Services> | undefined {
  const fixed = resources.find((resource) => !isTemplate(resource) && resource.uri === uri);
  if (fixed) return { resource: fixed, member: '' };
  for (const resource of resources.filter(isTemplate)) {
    const member = memberAt(resource, uri);
    if (member !== null) return { resource, member };
  }
  return undefined;
}

function memberAt<Services>({ template }: TemplateResource<Services>, uri: string): string | null {
  const [before = '', after = ''] = template.split(/\{.*\}/);
  if (!uri.startsWith(before) || !uri.endsWith(after) || uri.length < before.length + after.length) return null;
  const member = uri.slice(before.length, uri.length - after.length);
  const segments = member.split('/');
  return segments.length === variablesOf({ template }).length && !segments.includes('') ? member : null;
}
