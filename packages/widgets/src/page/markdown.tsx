import type { ComponentChildren } from 'preact';

/** A block of a text. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph' | 'quote' | 'code'; readonly text: string }
  /** `first` is the number of the first item; null for a list without numbers. */
  | { readonly kind: 'list'; readonly first: number | null; readonly items: readonly Item[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] };

/** An item of a list. */
interface Item {
  readonly text: string;
  /** What is indented below it: a list of its own, code, a table. */
  readonly below: readonly Block[];
}

const HEADING = /^(#{1,6})\s+(.*)$/;
const ITEM = /^\s*(?:[-*+]|(\d{1,3})[.)])\s+(.*)$/;
/** A box to tick, and whether it is ticked. */
const BOX = /^\[([ xх])\]\s+(?=\S)/i;
/** Three backticks with more of them in the line are a piece of code in a sentence. */
const FENCE = /^\s*(`{3,}(?=[^`]*$)|~{3,})/;
const ROW = /^\s*\|(.*)\|\s*$/;
const DIVIDER = /^[\s|:-]+$/;

/** Splits Markdown into blocks: what a guide has, and every other line as a paragraph. Nothing becomes HTML. */
export function blocksOf(markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  const lines = markdown.split('\n');
  const takeWhile = (from: number, fits: (line: string) => boolean): readonly string[] => {
    const end = lines.findIndex((line, at) => at >= from && !fits(line));
    return lines.slice(from, end < 0 ? lines.length : end);
  };
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    const [block, taken] = blockAt(line, (fits) => takeWhile(at, fits));
    if (block) blocks.push(block);
    at += Math.max(taken, 1);
  }
  return blocks;
}

type Take = (fits: (line: string) => boolean) => readonly string[];

function blockAt(line: string, take: Take): readonly [block: Block | null, lines: number] {
  const heading = HEADING.exec(line);
  if (heading) return [{ kind: 'heading', level: heading[1]?.length ?? 1, text: heading[2] ?? '' }, 1];
  if (line.trim() === '') return [null, 1];
  const fence = FENCE.exec(line)?.[1];
  if (fence !== undefined) return codeBlock(fence, take);
  const item = ITEM.exec(line);
  if (item) return listBlock(indentOf(line), item[1], take);
  if (ROW.test(line)) {
    const rows = take((each) => ROW.test(each));
    return [{ kind: 'table', rows: rows.filter((row) => !DIVIDER.test(row)).map(cellsOf) }, rows.length];
  }
  const isQuote = line.startsWith('>');
  const text = take(
    (each) =>
      each.trim() !== '' &&
      each.startsWith('>') === isQuote &&
      ![HEADING, ITEM, FENCE, ROW].some((other) => other.test(each)),
  );
  return [
    { kind: isQuote ? 'quote' : 'paragraph', text: text.map((each) => each.replace(/^>\s?/, '')).join(' ') },
    text.length,
  ];
}

/** Code up to a fence of the same kind and at least the same length, or to the end of the text. */
function codeBlock(fence: string, take: Take): readonly [block: Block, lines: number] {
  let [taken, isEnded] = [0, false];
  const lines = take((each) => {
    if (isEnded) return false;
    isEnded = taken > 0 && each.trim().startsWith(fence) && each.trim().replaceAll(fence.charAt(0), '') === '';
    taken += 1;
    return true;
  });
  return [{ kind: 'code', text: lines.slice(1, isEnded ? -1 : undefined).join('\n') }, lines.length];
}

const indentOf = (line: string) => (/^\s*/.exec(line)?.[0] ?? '').replaceAll('\t', '    ').length;

/** Items with numbers, or items without: those of the other kind are another list. What is indented belongs to the item before it. */
function listBlock(indent: number, number: string | undefined, take: Take): readonly [block: Block, lines: number] {
  const isBelow = (line: string) => line.trim() !== '' && indentOf(line) >= indent + 2;
  const isNext = (line: string) => {
    const item = ITEM.exec(line);
    return item !== null && (item[1] === undefined) === (number === undefined);
  };
  const lines = take((each) => isBelow(each) || isNext(each));
  const groups: string[][] = [];
  for (const line of lines) {
    if (isBelow(line)) groups.at(-1)?.push(line);
    else groups.push([line]);
  }
  return [
    { kind: 'list', first: number === undefined ? null : Number(number), items: groups.map(itemOf) },
    lines.length,
  ];
}

/** An item of its lines; those that begin nothing of their own go on with its words. */
function itemOf([first = '', ...rest]: readonly string[]): Item {
  const end = rest.findIndex((line) => [ITEM, FENCE, ROW].some((other) => other.test(line)));
  const [words, below] = end < 0 ? [rest, []] : [rest.slice(0, end), rest.slice(end)];
  const indent = new RegExp(`^\\s{0,${indentOf(below[0] ?? '')}}`);
  return {
    text: [ITEM.exec(first)?.[2] ?? '', ...words.map((line) => line.trim())].join(' '),
    below: below.length === 0 ? [] : blocksOf(below.map((line) => line.replace(indent, '')).join('\n')),
  };
}

const cellsOf = (row: string) => (ROW.exec(row)?.[1] ?? '').split('|').map((cell) => cell.trim());

// Bounded, so that no text makes it slow.
const INLINE =
  /\*\*(.{1,500}?)\*\*|__(.{1,500}?)__|`([^`]{1,500})`|\*([^*\s][^*]{0,500})\*|\[\^([^\]]{1,50})\]|!?\[([^\]]{0,300})\]\([^)]{0,500}\)/g;

/** The words of a line: strong, emphasis and code as such; of a link only its text, for a page opens nothing. */
function inline(text: string): ComponentChildren {
  const parts: ComponentChildren[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, bold, under, code, italic, note, link] = match;
    parts.push(text.slice(end, match.index));
    const strong = bold ?? under;
    if (strong !== undefined) parts.push(<strong>{strong}</strong>);
    else if (code !== undefined) parts.push(<code>{code}</code>);
    else if (italic !== undefined) parts.push(<em>{italic}</em>);
    else if (note !== undefined) parts.push(<sup>{note}</sup>);
    else parts.push(link ?? '');
    end = match.index + whole.length;
  }
  parts.push(text.slice(end));
  return parts;
}

/** A text of a guide. */
export const Markdown = ({ text }: { readonly text: string }) => <Blocks blocks={blocksOf(text)} />;

function Blocks({ blocks }: { readonly blocks: readonly Block[] }) {
  // Blocks do not move, so the place is their name.
  return (
    <>
      {blocks.map((block, at) => (
        <BlockView block={block} key={at} />
      ))}
    </>
  );
}

function BlockView({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'heading':
      return block.level < 3 ? <h2>{inline(block.text)}</h2> : <h3>{inline(block.text)}</h3>;
    case 'code':
      return <pre>{block.text}</pre>;
    case 'quote':
      return <blockquote>{inline(block.text)}</blockquote>;
    case 'list': {
      const items = block.items.map((item, at) => <ItemView item={item} key={at} />);
      return block.first === null ? <ul>{items}</ul> : <ol start={block.first}>{items}</ol>;
    }
    case 'table':
      return <Table rows={block.rows} />;
    default:
      return <p>{inline(block.text)}</p>;
  }
}

/** A box to tick is in the place of the bullet: a page keeps no ticks. */
function ItemView({ item: { text, below } }: { readonly item: Item }) {
  const box = BOX.exec(text);
  return (
    <li class={box ? 'box' : undefined}>
      {box ? (box[1] === ' ' ? '☐ ' : '☑ ') : ''}
      {inline(text.replace(BOX, ''))}
      <Blocks blocks={below} />
    </li>
  );
}

/** Wider than the frame, it scrolls inside. */
function Table({ rows: [head = [], ...rows] }: { readonly rows: readonly (readonly string[])[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must have the focus, or a keyboard cannot scroll it.
    <section aria-label="Таблица" class="wide" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((cell, at) => (
              <th key={at} scope="col">
                {inline(cell)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, column) => (
                <td key={column}>{inline(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
