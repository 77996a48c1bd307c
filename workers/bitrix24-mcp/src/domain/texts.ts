import * as z from 'zod';

const line = z.string().min(1).max(600);
/** A text in the forms that a language has for numbers; one with fewer forms repeats them. */
const Counted = z.strictObject({ one: line, few: line, many: line });
const Filter = z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]));

/** A request that a person may copy. */
const Payload = z.strictObject({
  tool: line,
  filter: Filter.optional(),
  order: z.record(z.string(), z.enum(['ASC', 'DESC'])).optional(),
  date_range: z.enum(['today', 'yesterday', 'last_week']).optional(),
  semantics: z.enum(['in_progress', 'success', 'failure']).optional(),
  limit: z.int().min(1).max(500),
});

const Scenario = z.strictObject({ title: line, description: line, payload: Payload });

const Example = z.strictObject({ question: line, input: z.record(z.string(), z.json()), answer: line });

const ToolTexts = z.strictObject({
  title: line,
  intent: line,
  use_when: z.tuple([line], line),
  do_not_use_when: z.array(z.strictObject({ case: line, use: line.optional() })),
  semantics: line,
  examples: z.tuple([Example, Example], Example),
});

const PromptTexts = z.strictObject({ title: line, purpose: line, text: z.string().min(1).max(2_000) });

const TOOLS = [
  'getDeals',
  'getLeads',
  'getContacts',
  'getCompanies',
  'getUsers',
  'getTasks',
  'getDictionary',
  'getDeal',
  'getLead',
  'getTask',
] as const;
const PROMPTS = ['fresh_leads', 'overdue_tasks', 'stuck_deals', 'seller_week'] as const;

const each = <K extends string, S extends z.ZodType>(names: readonly K[], schema: S) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, schema])) as { readonly [name in K]: S });

/** All texts of one language: what people and models read, and nothing else. `{…}` is replaced. */
export const TextsSchema = z.strictObject({
  /** `ru`, `en`… */
  locale: z.string().regex(/^[a-z]{2}$/),
  initialize: z.strictObject({
    summary: z.string().min(1).max(2_000),
    structured: z.array(Scenario).min(1),
    notes: z.array(line).min(1),
  }),
  summary: z.strictObject({
    found: Counted,
    /** By the number of the whole list. */
    found_of: Counted,
    none: line,
    /** The days of `date_range`. */
    period: line,
    warning: line,
    next: line,
    cut: line,
    /** That values of a long row are not whole. */
    shortened: line,
    /** That the portal did not tell dictionaries. */
    unread: line,
    /** That days were read by the present offset of a portal whose clocks change. */
    offset: line,
    scope: each(['own', 'department', 'all', 'bitrix24'], line),
    groups: each(['P', 'S', 'F'], line),
    overdue: line,
    /** Of a person who has left. */
    inactive: line,
    funnel: line,
  }),
  warnings: z.strictObject({ date_range: line }),
  hints: z.strictObject({ leads: line }),
  guide: z.strictObject({ title: line, scenarios: z.array(Scenario).min(3), rules: z.array(line).min(1) }),
  tools: each(TOOLS, ToolTexts),
  /** `period`: the days that are meant when none are named. */
  prompts: each(PROMPTS, PromptTexts).extend({ fresh_leads: PromptTexts.extend({ period: line }) }),
});

/** The texts of one language. */
export type Texts = z.infer<typeof TextsSchema>;

/** Name of a tool that has texts. */
export type ToolName = (typeof TOOLS)[number];

/** The form of a text for a number. */
export function countedText(forms: z.infer<typeof Counted>, count: number, locale: string): string {
  const form = new Intl.PluralRules(locale).select(count);
  return form === 'one' || form === 'few' ? forms[form] : forms.many;
}

/** A text with its places filled; a place without a value is left as it is. */
export function filled(text: string, values: { readonly [name: string]: string | number }): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
