import { describe, expect, test } from 'vitest';
import { chosen, playedAs } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';

describe('npm run demo', () => {
  test('plays the weekly review of demo_good by default', () => {
    expect(chosen([])).toEqual({ login: 'demo_good', load: SCENARIOS['итоги недели'] });
    expect(chosen(['demo_weak'])).toEqual({ login: 'demo_weak', load: SCENARIOS['итоги недели'] });
  });

  test('plays the scenario that is named, quoted or not, with a login or without', () => {
    const plan = SCENARIOS['план недели'];
    expect(chosen(['demo_long', 'план недели'])).toEqual({ login: 'demo_long', load: plan });
    expect(chosen(['demo_long', 'План', 'недели'])).toEqual({ login: 'demo_long', load: plan });
    expect(chosen(['план', 'недели'])).toEqual({ login: 'demo_good', load: plan });
    expect(chosen(['свежие лиды за сегодня']).load).toBe(SCENARIOS['свежие лиды за сегодня']);
    expect(chosen(['demo_weak', 'Мои', 'просроченные', 'задачи']).load).toBe(SCENARIOS['мои просроченные задачи']);
    expect(chosen(['разбей', 'эпик', 'на', 'истории']).load).toBe(SCENARIOS['разбей эпик на истории']);
    expect(chosen(['какой у меня прогресс?']).load).toBe(SCENARIOS['какой у меня прогресс']);
  });

  test('says when it is played as nobody whom the fleet fills', () => {
    expect(playedAs('demo_weak')).toBe('Playing it as demo_weak…');
    expect(playedAs('demo_wek')).toMatch(/^There is no demo learner demo_wek \(there are demo_good, demo_weak, /);
  });

  test.each([['сплясать'], ['demo_good', 'toString'], ['demo_good', '__proto__']])(
    'says what there is when it does not know the scenario: %s %s',
    (...args) => {
      expect(() => chosen(args)).toThrow(/план недели · запиши помидорку/);
    },
  );
});
