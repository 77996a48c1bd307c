import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { UsageError } from '../usage-error.ts';
import { checkSubmission, defaultFolder, refusalsOf, submit } from './submit.ts';

test('an address and a token are of one server, not of all below a folder', async () => {
  const root = temporaryFolder();
  for (const server of ['dt-mcp', 'fsm-mcp']) {
    const folder = path.join(root, server, 'claude');
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      path.join(folder, 'made.json'),
      JSON.stringify({ host: 'claude', server, url: '', texts: {}, tools: {} }),
    );
  }
  for (const given of [{ url: 'http://localhost:1/mcp' }, { token: 'of-dt-mcp' }]) {
    const compared = checkSubmission(root, given);
    await expect(compared).rejects.toThrow(`of one server, and ${root} has dt-mcp, fsm-mcp: name the folder of one.`);
  }
});

test('a server that cannot be asked keeps no other from being asked', async () => {
  const root = temporaryFolder();
  for (const server of ['dt-mcp', 'fsm-mcp']) {
    mkdirSync(path.join(root, server));
    const made = { host: 'claude', server, url: `http://localhost:1/${server}`, texts: {}, tools: {} };
    writeFileSync(path.join(root, server, 'made.json'), JSON.stringify(made));
  }
  expect(await checkSubmission(root)).toEqual([
    expect.stringMatching(/^http:\/\/localhost:1\/dt-mcp does not list its tools: .*name the folder of this server/),
    expect.stringMatching(/^http:\/\/localhost:1\/fsm-mcp does not list its tools/),
  ]);
});

test('every submission below a folder is compared once, in folders with a dot too, and none of an installed package', async () => {
  const root = temporaryFolder();
  for (const folder of ['.submit/claude', 'a/b/c', 'node_modules/other', 'packages/x/node_modules/other']) {
    mkdirSync(path.join(root, folder), { recursive: true });
    const made = { host: 'claude', server: folder, url: 'http://localhost:1/mcp', texts: {}, tools: {} };
    writeFileSync(path.join(root, folder, 'made.json'), folder.includes('node_modules') ? '' : JSON.stringify(made));
  }
  symlinkSync(root, path.join(root, 'a/round'));
  expect(await checkSubmission(root)).toEqual(
    ['.submit/claude', 'a/b/c'].map(() => expect.stringMatching(/^http:\/\/localhost:1\/mcp does not list its tools/)),
  );
  const compared = checkSubmission(root, { token: 'of-one' });
  await expect(compared).rejects.toThrow(
    `of one server, and ${root} has .submit/claude, a/b/c: name the folder of one.`,
  );
});

test.each(['', '{"host": "claude"}', '[]', 'null'])('a file that no submission wrote is named: %j', async (text) => {
  const root = temporaryFolder();
  writeFileSync(path.join(root, 'made.json'), text);
  await expect(checkSubmission(root)).rejects.toThrow(
    new UsageError(`${path.join(root, 'made.json')} is not what a submission wrote there: make the submission again.`),
  );
});

test('what is given as an address has to be one', async () => {
  const root = temporaryFolder();
  const made = { host: 'claude', server: 'dt-mcp', url: 'http://localhost:1/mcp', texts: {}, tools: {} };
  writeFileSync(path.join(root, 'made.json'), JSON.stringify(made));
  for (const url of ['localhost:8789/mcp', 'dt-mcp'])
    await expect(checkSubmission(root, { url })).rejects.toThrow(new UsageError(`"${url}" is not an http address.`));
});

test('what is made for the local fleet lies apart from what is submitted', () => {
  expect(defaultFolder(true)).not.toBe(defaultFolder(false));
});

test('a file in the place of the folder is refused before any case is tried', async () => {
  const file = path.join(temporaryFolder(), 'README.md');
  writeFileSync(file, '');
  await expect(submit(['chatgpt', 'dt-mcp'], { out: file })).rejects.toThrow(`${file} is a file, not a folder.`);
});

describe('the submissions of several servers', () => {
  const made: string[] = [];
  const make = async (server: string) => {
    made.push(server);
    if (server === 'dt-mcp') throw new UsageError('dt-mcp: cases do not hold');
    return server === 'fsm-mcp' ? ['fsm-mcp: the logo is 1 × 1'] : [];
  };

  test('are all tried, and everything that is refused is told at the end', async () => {
    expect(await refusalsOf(['dt-mcp', 'fsm-mcp', 'guides-mcp'], make)).toEqual([
      'dt-mcp: cases do not hold',
      'fsm-mcp: the logo is 1 × 1',
    ]);
    expect(made).toEqual(['dt-mcp', 'fsm-mcp', 'guides-mcp']);
  });

  test('end where the command itself fails', async () => {
    const failing = refusalsOf(['dt-mcp', 'fsm-mcp'], () => Promise.reject(new TypeError('no browser')));
    await expect(failing).rejects.toThrow('no browser');
  });
});
