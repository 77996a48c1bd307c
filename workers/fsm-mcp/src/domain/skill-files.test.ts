import { describe, expect, test } from 'vitest';
import { skillFiles } from './skill-files.ts';
import { sampleContent } from './testing/sample-content.ts';

const ids = sampleContent.states.map(({ id }) => id);
const skill = { id: 'weekly-review', title: 'Обзор', description: 'Итоги: «неделя»', states: ids };
const files = skillFiles(sampleContent, skill);

describe('the files of a skill', () => {
  test('are SKILL.md, each of its states, and the templates and schemas that these name', () => {
    const templates = sampleContent.states.flatMap(({ output_template: id }) => (id ? [`templates/${id}.md`] : []));
    const schemas = sampleContent.states.flatMap(({ result_schema: id }) => (id ? [`schemas/${id}.json`] : []));
    const states = ids.map((id) => `states/${id}.md`);
    expect(Object.keys(files).toSorted()).toEqual(
      [...new Set(['SKILL.md', ...states, ...templates, ...schemas])].toSorted(),
    );
  });

  test.each(sampleContent.states)('have the text of $id as get_instruction has it', ({ id, instructions }) => {
    expect(files[`states/${id}.md`]).toContain(instructions);
  });

  test('name only files that are there', () => {
    const linked = Object.values(files).flatMap((text) =>
      [...text.matchAll(/(?:\(|: \.\.\/)((?:states|templates|schemas)\/[\w.]+)/g)].map(([, path = '']) => path),
    );
    expect(linked.length).toBeGreaterThanOrEqual(ids.length);
    expect(linked.filter((path) => files[path] === undefined)).toEqual([]);
  });

  test('begin with the rules and with what the Guide may see', () => {
    expect(files['SKILL.md']).toContain(`#${sampleContent.base_rules}`.split('\n')[0]);
    expect(files['SKILL.md']).toContain(`#${sampleContent.consent}`.split('\n')[0]);
  });

  test('are fewer for a skill of one state, which names the next one all the same', () => {
    const [first] = sampleContent.states;
    const one = skillFiles(sampleContent, { ...skill, states: [first?.id ?? ''] });
    expect(Object.keys(one).filter((path) => path.startsWith('states/'))).toEqual([`states/${first?.id}.md`]);
    for (const next of first?.transitions ?? []) expect(one['SKILL.md']).toContain(next);
  });
});
