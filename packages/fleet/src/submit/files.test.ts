import { describe, expect, test } from 'vitest';
import { chatgptFiles, pluginFiles, submissionFile } from './chatgpt.ts';
import { claudeFiles, formOf } from './claude.ts';
import { goodSubmission } from './testing/good-submission.ts';

const [chatgpt, claude] = [goodSubmission('chatgpt'), goodSubmission('claude')];
const plugin = pluginFiles(chatgpt);
const json = (file: unknown) => JSON.parse(String(file));

describe('the plugin for ChatGPT', () => {
  const { extensions, ...manifest } = json(plugin['plugin.json']);
  const { interface: listed, review, publication } = extensions['com.openai'];

  test('is one of Agent Plugins 1.0 with the one server that the portal takes', () => {
    // The schema is closed: the portal refuses a manifest with any other member.
    expect(Object.keys(manifest).toSorted()).toEqual([
      '$schema',
      'author',
      'description',
      'homepage',
      'license',
      'name',
      'version',
    ]);
    expect(manifest.name).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/);
    expect(json(plugin['mcp.json']).mcpServers).toEqual({
      'notes-mcp': { type: 'streamable-http', url: chatgpt.url },
    });
  });

  test('has every picture and skill that it names', () => {
    const named = [listed.logo, listed.composerIcon, ...listed.screenshots];
    expect(named).toHaveLength(5);
    for (const file of named) expect(Object.keys(plugin)).toContain(file.replace('./', ''));
    expect(plugin['skills/review/SKILL.md']).toBe(chatgpt.skills['review']?.['SKILL.md']);
  });

  test('lists it in English, with addresses, starter prompts, and cases in both languages', () => {
    expect(listed).toMatchObject({
      displayName: 'Notes of a learner',
      shortDescription: 'Write and find notes',
      developerName: 'School',
      category: 'Productivity',
      privacyPolicyURL: 'https://example.org/privacy',
      termsOfServiceURL: 'https://example.org/terms',
      supportURL: 'https://example.org/support',
      defaultPrompt: ['Show note 1.', 'Show note 2.', 'Show note 3.'],
    });
    expect(review.test_cases.positive).toHaveLength(5);
    expect(review.test_cases.negative).toHaveLength(3);
    expect(review.test_cases.positive[0]).toEqual({
      description: 'The person asks: “Покажи заметку 1.”',
      prompt: 'Show note 1.',
      tools_triggered: 'notes_get',
      expected_behavior: 'The note.',
    });
    expect(review.test_cases.negative[0].tools_triggered).toBe('');
    expect(review.demo_recording_url).toBe('https://video.example.org/walk');
    expect(publication.release_notes).toContain('1.0.0');
  });

  test('holds no login, password or token of a reviewer', () => {
    const texts = Object.values(plugin).filter((file) => typeof file === 'string');
    expect(texts.join('')).not.toMatch(/test_credentials|reviewer_instructions|password|bearer|authorization/i);
  });

  test('is beside the file that fills in the form: each tool with its hints, and a reason for each hint', () => {
    const form = submissionFile(chatgpt);
    expect(form).toMatchObject({ schema_version: 1, app_info: { subtitle: 'Write and find notes' } });
    expect(Object.keys(form.tools)).toEqual(['notes_get', 'notes_save', 'notes_delete_all']);
    expect(form.tools['notes_delete_all']).toMatchObject({
      annotations: { readOnlyHint: false, openWorldHint: false, destructiveHint: true },
      justifications: { destructive_justification: expect.stringContaining('takes away what the call names') },
    });
    expect(form.negative_test_cases.map(({ tools_triggered }) => tools_triggered)).toEqual([null, null, null]);
    expect(Object.keys(chatgptFiles(chatgpt)).toSorted()).toEqual([
      'FORM.md',
      'aisystant-notes-1.0.0.zip',
      'chatgpt-app-submission.json',
      'screenshots/1.png',
      'screenshots/2.png',
      'screenshots/3.png',
    ]);
  });
});

describe('the form for Claude', () => {
  test('has each field of the portal, and every picture that it names', () => {
    const form = formOf(claude);
    expect(form.listing).toMatchObject({
      name: 'Notes of a learner',
      slug: 'aisystant-notes',
      categories: ['Productivity'],
    });
    expect(form.use_cases).toEqual({
      example_prompts: ['Show note 1.', 'Show note 2.', 'Show note 3.'],
      prerequisites: 'An account is needed.',
      reads_or_writes: 'reads and writes',
    });
    const files = Object.keys(claudeFiles(claude));
    for (const { file, prompt } of form.screenshots) {
      expect(files).toContain(file);
      expect(form.use_cases.example_prompts).toContain(prompt);
    }
    expect(files).toEqual(expect.arrayContaining(['icon.svg', 'icon.png', 'server-card.json']));
    expect(json(claudeFiles(claude)['server-card.json'])).toMatchObject({
      name: 'org.example/notes-mcp',
      remotes: [{ type: 'streamable-http', url: claude.url }],
    });
  });

  test('says that a server needs a sign-in exactly when a tool of it does', () => {
    expect(formOf(claude).authentication).toBe('oauth_cimd');
    const open = claude.tools.map((tool) => ({ ...tool, scope: null }));
    expect(formOf({ ...claude, tools: open }).authentication).toBe('none');
  });

  test('names in English, and once, the product whose data the server reads', () => {
    const listing = { ...claude.listing, works_with: ['KTalk', 'Толк'] };
    expect(String(claudeFiles({ ...claude, listing })['FORM.md'])).toContain('It reads KTalk with the rights of that');
  });

  test('says what stays after a deletion, and how one deletes', () => {
    const form = String(claudeFiles(claude)['FORM.md']);
    expect(form).toContain('After that there remain: a mark of deletion.');
    expect(form).toContain('the tool notes_delete_all');
    expect(form).toContain('notes:read: Read notes');
  });
});
