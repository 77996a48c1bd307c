import { isRecord } from '@aisystant/mcp/is-record';
import { oneLine } from '@aisystant/mcp/text';
import { parseDocument } from 'yaml';
import { withCharacters } from './character-references.ts';

/** The fields of a front matter, as written. */
export type Fields = { readonly [field: string]: unknown };

/** A file as front matter and body. */
export interface FrontMatter {
  readonly fields: Fields;
  readonly body: string;
}

const BLOCK = /^\uFEFF?---[^\S\n]*\n(?:([\s\S]*?)\n)?---[^\S\n]*(?:\n|$)/;
/** A title of one line that YAML takes apart: «Задача #3» ends before a comment, «&слот» is a name, «1.10» a number. */
const MISREAD_TITLE =
  /^title:[^\S\n]+((?![\s"'|>])(?:[&#](?=\S)|[^\n]*[^\S\n]#(?=[^\s#])|[\d.]*\.\d+[^\S\n]*$)[^\n]*)$/m;

/** Whether a file with Unix line ends has a front matter. */
export function hasFrontMatter(text: string): boolean {
  return BLOCK.test(text);
}

/** Reads a file with Unix line ends. Authors quote titles wrongly, so what is no YAML is read line by line. */
export function frontMatter(text: string): FrontMatter {
  const [block, yaml = ''] = BLOCK.exec(text) ?? [];
  if (block === undefined) return { fields: {}, body: text.replace(/^\uFEFF/, '') };
  return { fields: fieldsOf(yaml), body: text.slice(block.length) };
}

function fieldsOf(yaml: string): Fields {
  const value = yamlValue(yaml.replace(MISREAD_TITLE, (_, title: string) => `title: ${JSON.stringify(title.trim())}`));
  return isRecord(value) ? value : lineByLine(yaml);
}

/** What the YAML says; null for what is none. «title: *Важное» is an alias to YAML, which is looked for only when it is read. */
function yamlValue(yaml: string): unknown {
  const document = parseDocument(yaml);
  if (document.errors.length > 0) return null;
  try {
    return document.toJS();
  } catch {
    return null;
  }
}

/** `key: value` with the outer quotes removed, and lists: `[one, two]`, or lines of `- item` below a key. */
function lineByLine(yaml: string): Fields {
  const fields = new Map<string, string | string[]>();
  let last = '';
  for (const line of yaml.split('\n')) {
    const [, key, value = ''] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];
    const [, item] = /^\s*-\s+(.*)$/.exec(line) ?? [];
    if (key !== undefined) {
      last = key;
      fields.set(key, value === '' ? [] : (bracketed(value) ?? unquoted(value)));
    } else if (item !== undefined) {
      const list = fields.get(last);
      if (Array.isArray(list)) list.push(unquoted(item));
    }
  }
  return Object.fromEntries(fields);
}

/** The items of `[one, two]`; null for anything else. */
function bracketed(value: string): string[] | null {
  const [, inner] = /^\[(.*)\]$/.exec(value.trim()) ?? [];
  return inner?.split(',').map(unquoted) ?? null;
}

function unquoted(value: string): string {
  const [, , inner] = /^(["'])([\s\S]*)\1$/.exec(value.trim()) ?? [];
  return (inner ?? value).trim();
}

/** A field as one line of text; null when it is absent or empty. */
export function textField(fields: Fields, name: string): string | null {
  const value = fields[name];
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = oneLine(String(value));
  return text === '' ? null : text;
}

/** The title of a file, as a reader sees it; null when it has none. */
export function titleField(fields: Fields): string | null {
  const title = textField(fields, 'title');
  return title && withCharacters(title);
}

/** A field as a list of texts: a list, or one text with commas. */
export function listField(fields: Fields, name: string): readonly string[] {
  const value = fields[name];
  const items = Array.isArray(value) ? value.flat(3) : typeof value === 'string' ? value.split(',') : [value];
  return items
    .map(withColon)
    .filter((item) => typeof item === 'string' || typeof item === 'number')
    .map((item) => String(item).trim())
    .filter((item) => item !== '');
}

/** «- ритм: рывок» is a field of one value to YAML, and a text to its author. */
function withColon(item: unknown): unknown {
  if (!isRecord(item)) return item;
  const [[key, value] = [], ...others] = Object.entries(item);
  return others.length === 0 && (typeof value === 'string' || typeof value === 'number') ? `${key}: ${value}` : item;
}

/** A field as stages of a learner, 1–5; a single number is a list of one. */
export function stagesField(fields: Fields, name: string): readonly number[] {
  const stages = listField(fields, name).map(Number);
  return [...new Set(stages)].filter((stage) => Number.isInteger(stage) && stage >= 1 && stage <= 5).sort();
}
