/** A field of an answer; undefined where it is absent. */
export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** A list of an answer; empty where it is none. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A text of an answer; empty where it is absent. */
export const text = (value: unknown, name: string): string => String(field(value, name) ?? '');
