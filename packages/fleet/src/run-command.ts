import { parseArgs } from 'node:util';
import { closestNames } from '@aisystant/mcp/closest-names';
import { COMMANDS, type Command } from './commands.ts';
import { UsageError } from './usage-error.ts';

const HELP = ['--help', '-h', 'help'];

/** Runs the command that the first argument names, or prints help. Throws {@link UsageError} before anything is done when the call is wrong. */
export async function runCommand([name = 'help', ...args]: readonly string[]): Promise<void> {
  if (HELP.includes(name)) return console.log(overview());
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    const [meant] = closestNames(name, Object.keys(COMMANDS), 1);
    throw new UsageError(`There is no command "${name}".${meant ? ` Did you mean ${meant}?` : ''}\n\n${overview()}`);
  }
  const { values, positionals } = parse(command, args);
  if (values['help']) return console.log(help(command));
  const [fewest, most] = command.arguments;
  if (positionals.length < fewest) throw new UsageError(`An argument is missing.\n\n${help(command)}`);
  if (positionals.length > most) throw new UsageError(`There are too many arguments.\n\n${help(command)}`);
  await (await command.load())(positionals, values);
}

function parse(command: Command, args: readonly string[]) {
  const options = { ...command.options, help: { type: 'boolean', short: 'h' } } as const;
  try {
    const { values, positionals } = parseArgs({
      args: args.filter((arg) => !isUserId(arg)),
      options,
      allowPositionals: true,
    });
    return { values, positionals: [...positionals, ...args.filter(isUserId)] };
  } catch (error) {
    const [wrong = ''] = error instanceof Error ? error.message.split('. ') : [];
    throw new UsageError(`${wrong}.\n\n${help(command)}`);
  }
}

/** A user id is base64url: one that begins with a minus is no option. */
const isUserId = (arg: string) => /^-[\w-]{42}$/.test(arg);

function overview(): string {
  const rows = columns(Object.entries(COMMANDS).map(([name, { summary }]) => [name, summary]));
  return [
    'Usage: npm run fleet -- COMMAND',
    '',
    ...rows,
    '',
    'More about a command: npm run fleet -- COMMAND --help',
  ].join('\n');
}

function help({ usage, summary, terms = {} }: Command): string {
  const rows = columns(Object.entries(terms));
  return [`Usage: ${usage}`, '', `It ${summary}.`, ...(rows.length > 0 ? ['', ...rows] : [])].join('\n');
}

/** Names and what they are, in two columns. */
function columns(rows: readonly (readonly [name: string, what: string])[]): readonly string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, what]) => `  ${name.padEnd(width)}  ${what}`);
}
