import type { Entity } from '../entity.ts';
import type { Filter } from '../request/condition.ts';
import type { FilterValue } from '../request/value.ts';

/** A person of the portal, as rights need them. */
export interface PortalPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly active: boolean;
  readonly departments: readonly string[];
}

/** A department; `head` is the id of a person. */
export interface Department {
  readonly id: string;
  readonly parent: string | null;
  readonly head: string | null;
}

/**
 * Whose rows a caller reaches: `own`, what they are responsible for or created; `department`, the same of everybody in the
 * departments that they head and below; `all`; `bitrix24`, what the portal itself shows to their account.
 */
export type Scope =
  | { readonly kind: 'own' | 'department'; readonly people: readonly string[] }
  | { readonly kind: 'all' | 'bitrix24' };

/** The rights of a person through a webhook, which itself sees all that its owner sees. */
export function scopeOf(
  person: PortalPerson,
  {
    people,
    departments,
    fullAccess,
  }: {
    readonly people: readonly PortalPerson[];
    readonly departments: readonly Department[];
    /** Addresses, folded as that of the person is. */
    readonly fullAccess: readonly string[];
  },
): Scope {
  if (fullAccess.includes(person.email)) return { kind: 'all' };
  const led = ledBy(person.id, departments);
  if (led.size === 0) return { kind: 'own', people: [person.id] };
  const members = people.filter((each) => each.departments.some((id) => led.has(id))).map(({ id }) => id);
  return { kind: 'department', people: [...new Set([person.id, ...members])] };
}

/** Departments that a person heads, and all below them. */
function ledBy(person: string, departments: readonly Department[]): ReadonlySet<string> {
  const led = new Set<string>();
  const open = departments.filter(({ head }) => head === person).map(({ id }) => id);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    // A portal may hold a circle of departments.
    if (led.has(id)) continue;
    led.add(id);
    open.push(...departments.filter(({ parent }) => parent === id).map((each) => each.id));
  }
  return led;
}

/**
 * The filters that together give the rows of a scope, each row once: the portal joins conditions by "and" only, so "responsible
 * or creator" takes two lists. None when the caller's own filter leaves no rows.
 */
export function scopedFilters({ owners, dialect }: Entity, filter: Filter, scope: Scope): readonly Filter[] {
  if (owners === null || !('people' in scope)) return [filter];
  const [isIn, isNotIn] = dialect === 'tasks' ? ['', '!'] : ['@', '!@'];
  const responsible = allowOnly(filter, `${isIn}${owners.responsible}`, scope.people);
  const created = allowOnly(filter, `${isIn}${owners.creator}`, scope.people);
  const others = created && exclude(created, `${isNotIn}${owners.responsible}`, scope.people);
  return [responsible, others].filter((each) => each !== null);
}

const list = (value: FilterValue | undefined): readonly string[] => [value ?? []].flat().map(String);

/** Both the caller's list of the same condition and the allowed one hold; null when no value is left. */
function allowOnly(filter: Filter, key: string, allowed: readonly string[]): Filter | null {
  const wanted = Object.hasOwn(filter, key) ? list(filter[key]).filter((id) => allowed.includes(id)) : allowed;
  return wanted.length === 0 ? null : { ...filter, [key]: wanted };
}

function exclude(filter: Filter, key: string, excluded: readonly string[]): Filter {
  return { ...filter, [key]: [...new Set([...list(filter[key]), ...excluded])] };
}
