import { plural } from '@aisystant/mcp/russian';
import { shorten } from '@aisystant/mcp/text';

const WIDTH = 96;
/** Most characters of a call's arguments: an answer to an exercise is long. */
const ARGUMENTS = 600;

/** The part of a call's result that is printed. */
interface CallResult {
  readonly content?: readonly { readonly type: string; readonly text?: string }[];
  readonly structuredContent?: unknown;
}

/** A number of characters in Russian words. */
export const formatCharacters = (count: number): string => plural(count, 'знак', 'знака', 'знаков');

/** The dialogue of a demo, readable in a terminal. */
export class Transcript {
  readonly #lines: string[];

  constructor(title: string, login: string) {
    this.#lines = ['', `Сценарий «${title}», ученик ${login}`, '─'.repeat(WIDTH)];
  }

  /** What the learner says. */
  learner(text: string): void {
    this.#say('Ученик   ', text);
  }

  /** What the learner would see. */
  guide(text: string): void {
    this.#say('Проводник', text);
  }

  /** An event outside the dialogue. */
  note(text: string): void {
    this.#lines.push(`            · ${text}`);
  }

  /** A call and the first lines of its result. */
  call(name: string, args: unknown, { content, structuredContent }: CallResult): void {
    this.#lines.push(`            → ${name} ${shorten(JSON.stringify(args), ARGUMENTS)}`);
    const text = content?.find(({ type }) => type === 'text')?.text ?? '';
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    for (const line of lines.slice(0, 3)) this.#lines.push(`            ← ${shorten(line, WIDTH)}`);
    const size = JSON.stringify(structuredContent)?.length ?? 0;
    const more = lines.length > 3 ? `, текстом ещё ${plural(lines.length - 3, 'строка', 'строки', 'строк')}` : '';
    this.#lines.push(`            ← структурно: ${formatCharacters(size)}${more}`);
  }

  /** The whole dialogue. */
  text(): string {
    return [...this.#lines, '─'.repeat(WIDTH), ''].join('\n');
  }

  #say(who: string, text: string): void {
    const [first = '', ...rest] = text.split('\n');
    this.#lines.push('', `${who}   ${first}`, ...rest.map((line) => `            ${line}`));
  }
}
