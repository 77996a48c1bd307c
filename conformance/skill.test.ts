import { compileSkill } from '@aisystant/mcp/content';
import { expect, test } from 'vitest';
import { SKILL_FILES, skill } from './worker/skill.ts';

test('the skill of the suite is described as a build describes it', async () => {
  expect(skill.entry).toEqual(await compileSkill(skill.entry.frontmatter.name, SKILL_FILES));
});
