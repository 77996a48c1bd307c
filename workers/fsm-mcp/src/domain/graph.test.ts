import { describe, expect, test } from 'vitest';
import { graphOf } from './graph.ts';
import { sampleContent } from './testing/sample-content.ts';

const graph = graphOf(sampleContent);

describe('the graph', () => {
  test('has every state once, grouped by scenario', () => {
    expect(graph.states.map(({ id }) => id).toSorted()).toEqual(sampleContent.states.map(({ id }) => id).toSorted());
    const groups = graph.states.map(({ scenario }) => scenario);
    expect(groups.filter((id, index) => groups.indexOf(id) === index)).toEqual(['start', 'week']);
    expect(groups).toEqual(groups.toSorted());
  });

  test('lists a state after the one that leads to it', () => {
    const ids = graph.states.map(({ id }) => id);
    expect(ids.indexOf('weekly_reflection')).toBeLessThan(ids.indexOf('weekly_reflection_save'));
  });

  test('marks global, terminal and returning states', () => {
    expect(graph.states.find(({ id }) => id === 'session_close')).toMatchObject({ global: true, terminal: true });
    expect(graph.states.find(({ id }) => id === 'aside')).toMatchObject({ returns: true, terminal: false });
    expect(graph.states.find(({ id }) => id === 'weekly_reflection')).toMatchObject({
      global: false,
      tools: ['dt_get_week_summary'],
    });
  });

  test('has every declared transition with its condition', () => {
    expect(graph.transitions).toHaveLength(sampleContent.states.flatMap(({ transitions }) => transitions).length);
    expect(graph.transitions).toContainEqual({
      from: 'weekly_reflection',
      to: 'weekly_reflection_save',
      when: 'пора в weekly_reflection_save',
    });
  });

  test('is a Mermaid flowchart too', () => {
    expect(graph.mermaid).toMatch(/^flowchart TD\n {2}subgraph s_start\["Начало"\]\n/);
    expect(graph.mermaid).toContain('    init["Название init"]');
    expect(graph.mermaid).toContain('  weekly_reflection --> weekly_reflection_save');
  });
});
