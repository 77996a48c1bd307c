import { describe, expect, test } from 'vitest';
import type { FsmContent } from '../src/domain/content-model.ts';
import { sampleContent } from '../src/domain/testing/sample-content.ts';
import { graphPageBody } from './graph-page.ts';

const COMING = [
  { id: 'reading', title: 'Читать', intents: [], aliases: [], waits_for: ['guides.get'], why: 'Руководств ещё нет.' },
];
const TITLES = new Map([['dt_get_week_summary', 'Итоги недели']]);
const page = graphPageBody(sampleContent, COMING, TITLES);
const matches = (pattern: RegExp) => [...page.matchAll(pattern)].map(([, found]) => found);

describe('the graph page', () => {
  test('draws every scenario and describes every state once', () => {
    expect(matches(/<svg [^>]*aria-label="([^"]*)"/g)).toEqual(['Начало', 'Неделя']);
    expect(matches(/<section id="([^"]*)"/g).toSorted()).toEqual(sampleContent.states.map(({ id }) => id).toSorted());
  });

  test('folds the states by scenario, below the map', () => {
    expect(matches(/<details class="card"><summary><h3>([^<]*)<\/h3>/g)).toEqual(['Начало', 'Неделя']);
    expect(page).not.toMatch(/<details[^>]* open/);
    expect(page.indexOf('id="map"')).toBeLessThan(page.indexOf('<details'));
    const [, ...folded] = page.split('<details class="card">');
    const states = folded.flatMap((part) => part.split('</section>').slice(0, -1));
    expect(states).toHaveLength(sampleContent.states.length);
  });

  test('has no broken link', () => {
    const ids = new Set(matches(/ id="([^"]*)"/g));
    expect(matches(/href="#([^"]*)"/g).filter((id) => !ids.has(id))).toEqual([]);
    expect(matches(/href="([^#][^"]*)"/g)).toEqual([]);
  });

  test('shows transitions, conditions and tools of each state', () => {
    const [, review = ''] = page.split('id="weekly_reflection"');
    expect(review).toContain('<a href="#weekly_reflection_save">Название weekly_reflection_save</a>');
    expect(review).toContain('<li>пора в weekly_reflection_save → ');
    expect(review).toContain('итоги недели <code>dt_get_week_summary</code>');
  });

  test('lists planned states with the reason', () => {
    expect(page).toContain('<li>Читать <span class="muted">Руководств ещё нет.</span></li>');
    expect(graphPageBody(sampleContent, [], TITLES)).not.toContain('Появится позже');
  });

  test('has no script, no style and no invalid number', () => {
    expect(page).not.toMatch(/<script|<style| style=|NaN|undefined/);
  });

  test('escapes all texts', () => {
    const states = sampleContent.states.map((state) => ({ ...state, title: '<b>&"', goal: '<i>' }));
    const spiked: FsmContent = { ...sampleContent, states };
    expect(graphPageBody(spiked, [], TITLES)).not.toMatch(/<b>|<i>/);
  });
});
