import { readFileSync } from 'node:fs';
import path from 'node:path';
import { contractOf, type ServerContract } from '@aisystant/mcp';
import { CALLS_PRIVACY } from '@aisystant/oauth/pages';
import { describe, expect, test } from 'vitest';
import { declarationOf } from '../declaration.ts';
import { ROOT } from '../paths.ts';
import { app, type Kept, mcpServers } from '../servers.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { chatgptFiles, submissionFile } from './chatgpt.ts';
import { claudeFiles } from './claude.ts';
import { readListing, readPublisher } from './listing.ts';
import { keptBesides } from './privacy-facts.ts';
import { problemsOf } from './problems.ts';
import { type Host, hasWidgets, submissionOf } from './submission.ts';
import { listedServers } from './submit.ts';
import { picture, SCREENSHOTS } from './testing/good-submission.ts';

const HOSTS: readonly Host[] = ['chatgpt', 'claude'];
const publisher = await readPublisher();
// To load five servers may take longer on a busy machine than a test may.
const theApp = await declarationOf(app.name);

/** What is written of a server, and the declaration of the app, of which nothing is. */
async function declaredOf(server: string): Promise<{ contract: ServerContract; keeps: readonly Kept[] }> {
  if (server === app.name) {
    return { contract: contractOf(theApp), keeps: theApp.keeps ?? [] };
  }
  const contract: ServerContract = JSON.parse(readFileSync(path.join(ROOT, `docs/contracts/${server}.json`), 'utf8'));
  return { contract, keeps: mcpServers.find(({ name }) => name === server)?.keeps ?? [] };
}

async function submissionFor(host: Host, server: string) {
  const { contract, keeps } = await declaredOf(server);
  const submission = submissionOf(contract, {
    host,
    url: `https://${server}.example.org/mcp`,
    listing: await readListing(server),
    publisher,
    keeps,
    ...keptBesides(server),
    accountRights: keeps.length > 0,
    skills: {},
    logo: picture(512, 512),
    screenshots: SCREENSHOTS[host],
  });
  return hasWidgets(submission) ? submission : { ...submission, screenshots: [] };
}

/** What a server, or one that the app mounts, copies from another system. */
const copiesOf = (server: string) =>
  mcpServers.flatMap(({ name, copies }) =>
    copies && (name === server || (server === app.name && name === 'ktalk-mcp')) ? [copies] : [],
  );

test('seven servers are offered to the directories', () => {
  expect(listedServers().length).toBeGreaterThanOrEqual(7);
});

describe.each([...listedServers(), app.name])('the listing of %s', (server) => {
  test.each(HOSTS)('is taken by %s, but for what only a person gives', async (host) => {
    expect(problemsOf(await submissionFor(host, server), { local: true })).toEqual([]);
  });

  test('says of every tool why each hint is what it is, in the words of the tool', async () => {
    const submission = await submissionFor('chatgpt', server);
    const { tools } = submissionFile(submission);
    expect(Object.keys(tools)).toEqual(submission.tools.map(({ name }) => name));
    for (const tool of submission.tools) {
      const { annotations, justifications } = tools[tool.name] ?? {};
      expect(annotations).toEqual({
        readOnlyHint: tool.effect === 'read',
        destructiveHint: tool.effect === 'destructive',
        openWorldHint: tool.openWorld,
      });
      expect(justifications?.read_only_justification).toContain(tool.intent);
      expect(justifications?.open_world_justification).toContain(tool.privacy);
      for (const why of Object.values(justifications ?? {})) expect(why.length).toBeGreaterThan(20);
      // A second call is promised only of a tool that has one.
      const twoSteps = Object.hasOwn(tool.input_schema['properties'] ?? {}, 'confirm');
      expect(justifications?.destructive_justification.includes('second call')).toBe(twoSteps);
    }
  });

  test('tells in both forms all that the server keeps, and in both languages what it does', async () => {
    const [chatgpt, claude] = await Promise.all(HOSTS.map((host) => submissionFor(host, server)));
    if (!chatgpt || !claude) throw new Error('there are two');
    for (const form of [chatgptFiles(chatgpt)['FORM.md'], claudeFiles(claude)['FORM.md']]) {
      for (const { en } of chatgpt.keeps) expect(form).toContain(en);
      for (const { en } of copiesOf(server)) expect(form).toContain(en);
      expect(form).toContain(CALLS_PRIVACY.text.en);
      expect(form).toContain(chatgpt.listing.tagline.ru);
      expect(form).toContain(chatgpt.url);
    }
  });
});

test('copies of another system are told of three, and other readers where people share what they write', async () => {
  const servers = [...listedServers(), app.name];
  expect(servers.filter((server) => copiesOf(server).length > 0)).toEqual(['ktalk-mcp', 'bitrix24-mcp', app.name]);
  for (const server of servers) {
    const form = String(claudeFiles(await submissionFor('claude', server))['FORM.md']);
    expect(form.includes('nobody else'), server).toBe(server !== 'requirements-mcp');
    expect(form.includes('members of a workspace'), server).toBe(server === 'requirements-mcp');
  }
});

test('a listing with a wrong field is told by its file and field, in Russian', async () => {
  await expect(readListing('dt-mcp', temporaryFolder())).rejects.toThrow(/workers\/dt-mcp\/listing\.yaml, поле name: /);
});
