import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../commands.ts';
import { ROOT } from '../paths.ts';

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: { readonly [name: string]: string } };
const DOCUMENTS = globSync(
  ['*.md', 'docs/*.md', 'packages/*/*.md', 'workers/*/{,content/}*.md', 'workers/*/listing.yaml'],
  {
    cwd: ROOT,
  },
);

/** A call of a command in a document: its words up to the end of the line or of the quotation. */
const callsIn = (text: string) => text.match(/npm (?:--prefix \S+ )?run (?:-s )?[\w:-]+(?: -- [^`\n|#]*)?/g) ?? [];

/** What is wrong with a call; null when it may be run. */
function problemOf(call: string): string | null {
  const [, script = '', rest = ''] = /^npm (?:--prefix \S+ )?run (?:-s )?([\w:-]+)(?: -- (.*))?$/.exec(call) ?? [];
  if (!Object.hasOwn(scripts, script)) return `there is no script ${script}`;
  const words = rest.split(/\s+/).filter((word) => word !== '');
  const name = script === 'fleet' ? words[0] : undefined;
  if (name === undefined || /^[-A-Z…<]/.test(name)) return null;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) return `there is no command ${name}`;
  const options = words.flatMap((word) => /^--([\w-]+)/.exec(word)?.[1] ?? []);
  const unknown = options.find((option) => option !== 'help' && !Object.hasOwn(command.options ?? {}, option));
  return unknown === undefined ? null : `${name} has no option --${unknown}`;
}

test('documents name commands', () => {
  expect(DOCUMENTS.flatMap((file) => callsIn(read(file))).length).toBeGreaterThan(40);
  expect(callsIn(read('docs/publishing.md')).length).toBeGreaterThan(10);
});

test.each(DOCUMENTS)('every command that %s names exists, with its options', (document) => {
  const wrong = callsIn(read(document)).flatMap((call) => {
    const problem = problemOf(call);
    return problem === null ? [] : [`${call}: ${problem}`];
  });
  expect(wrong).toEqual([]);
});

describe('a call that could not be run is seen', () => {
  test.each([
    ['npm run deploy', 'there is no script deploy'],
    ['npm --prefix /path/to run -s bridge -- --server dt-mcp', 'there is no script bridge'],
    ['npm run fleet -- publish dt-mcp', 'there is no command publish'],
    ['npm run fleet -- toString', 'there is no command toString'],
    ['npm run fleet -- submit chatgpt --publish', 'submit has no option --publish'],
    ['npm run fleet -- submit check DIR --token TOKEN', null],
    ['npm run fleet -- --help', null],
    ['npm run fleet -- COMMAND', null],
  ])('%s', (call, problem) => expect(problemOf(call)).toBe(problem));
});
