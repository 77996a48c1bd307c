import type { CallContext } from './call-context.ts';
import { type Complete, type Completion, defineCompletion } from './completion.ts';
import { type Callable, handler } from './handler.ts';
import { RESOURCE_CHARACTERS } from './limits.ts';
import type { WIDGET_MIME } from './render-hints.ts';
import type { Status } from './tool.ts';
import { ToolError } from './tool-error.ts';
import { literalForm, memberAt, parseTemplate, readMember, type Values } from './uri-template.ts';

/** The documented facts of a resource: read-only context such as a catalogue, a schema, a policy. */
export interface ResourceFacts {
  /** Short name, unique in the server: `metrics`. */
  readonly name: string;
  readonly title: string;
  /** What it is for. */
  readonly purpose: string;
  readonly mime: 'application/json' | 'text/markdown' | typeof WIDGET_MIME;
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
  /** The tool that answers the same for parameters, by which `plainHttp` queries the resource. Default: none. */
  readonly query?: {
    /** Documented id. */
    readonly tool: string;
    /** The page that it gives of the tool's data. */
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
  /** Completes a variable; one of the path is asked for when those before it are known. */
  complete(completion: Completion, context: CallContext<Services>): ReturnType<Complete<Services>>;
}

/** A family of resources, as its author writes it. */
export interface TemplateResourceDefinition<Services> extends ResourceFacts {
  /**
   * RFC 6570 template: `dt://catalogs/metrics/{id}`. Several variables are neighbours, a path segment each: `{shelf}/{book}`.
   * A query is at the end, and each of its parameters may be absent: `epics://list{?status,priority}`.
   */
  readonly template: string;
  /** All values of the one variable, or a store's members. */
  readonly values: (() => readonly string[]) | StoredMembers<Services>;
  /**
   * Gives the text of a member: the variables of the path as the address has them, with `/` between, and the decoded
   * parameters of the query; `null` when there is none.
   */
  read(member: string, context: CallContext<Services>, query: Values): Promise<string | null> | string | null;
}

/** A defined resource at one fixed address. */
export type FixedResource<Services> = Defined<FixedResourceDefinition<Services>, Services>;
/** A defined family of resources. */
export type TemplateResource<Services> = Defined<TemplateResourceDefinition<Services>, Services> & {
  /** Completes the variables of the address. */
  readonly completion: Callable<Services, readonly string[]>;
};
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
    ): R extends TemplateResourceDefinition<Services> ? TemplateResource<Services> : Defined<R, Services> => {
      const { read: _, ...facts } = definition;
      const { name, scope } = definition;
      const operation = { kind: 'resource', name, scope, effect: 'read', needsConsent: true } as const;
      const defined =
        'template' in definition
          ? { ...facts, operation, completion: completionOf(definition), [handler]: templateHandler(definition) }
          : {
              ...facts,
              operation,
              [handler]: () => ({
                run: async (context: CallContext<Services>) => fittingText(await definition.read(context)),
              }),
            };
      return defined as unknown as R extends TemplateResourceDefinition<Services>
        ? TemplateResource<Services>
        : Defined<R, Services>;
    },
};

/** The input is a member; a fixed resource has none. */
function templateHandler<Services>(
  definition: TemplateResourceDefinition<Services>,
): Callable<Services, string>[typeof handler] {
  return (member) => {
    const { path, query } = readMember(definition.template, String(member));
    return { run: async (context) => fittingText(await definition.read(path, context, query)) };
  };
}

function completionOf<Services>({ name, scope, template, values }: TemplateResourceDefinition<Services>) {
  const { path, query } = parseTemplate(template);
  const readsRecords = typeof values !== 'function';
  return defineCompletion<Services>({ name, scope, readsRecords }, async (completion, context) => {
    const { variable, written, known } = completion;
    const at = path.indexOf(variable);
    if (at < 0 && !query?.includes(variable)) return [];
    // The variables before it say where it is.
    if (!path.slice(0, Math.max(at, 0)).every((name) => Object.hasOwn(known, name))) return [];
    if (typeof values !== 'function') return values.complete(completion, context);
    return values().filter((value) => value.startsWith(written));
  });
}

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

/** The family whose completion is asked for by its template, or by the template with the query written out. */
export function templateAt<Services>(
  resources: readonly Resource<Services>[],
  written: string,
): TemplateResource<Services> | undefined {
  return resources.filter(isTemplate).find(({ template }) => template === written || literalForm(template) === written);
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
  /** What the address has in the place of a family's variables; empty for a resource at a fixed address. */
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
    const member = memberAt(resource.template, uri);
    if (member !== null) return { resource, member };
  }
  return undefined;
}
