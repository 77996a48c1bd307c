import { largestInputsContract } from '@aisystant/testing';
import { server } from '../server.ts';
import { people } from '../testing/person.ts';

const many = (count: number, text: string) => Array.from({ length: count }, () => text);
const id = (index: number) => `step-${String(index).padStart(3, '0')}`.padEnd(40, 'x');

/** The largest input that the schema of each writing tool accepts, filled with one character. */
const largest = (character: string): readonly (readonly [string, object])[] => {
  const words = (length: number) => character.repeat(length);
  const goal = { title: words(200), success_criteria: words(1000), first_step: words(500) };
  const product = { type: 'practice_answer', title: words(200), slot_id: words(200), guide_ref: words(200) };
  const days = [16, 17, 18, 19, 20, 21, 22].map((day) => ({
    date: `2026-11-${day}`,
    minutes: 180,
    focus: words(300),
  }));
  const lists = many(20, words(300));
  const projects = { priority_projects: lists, week_products: lists, chosen_guides: lists };
  const about = { occupation: words(300), name: words(100), learning_goals: words(2000), emotions: words(500) };
  const work = {
    title: words(200),
    role: words(200),
    method: words(200),
    guide_ref: words(200),
    exercise_ref: words(200),
  };
  const note = many(20, words(500));
  return [
    ['dt_save_goal', goal],
    ['dt_save_work_product', { ...product, url: `https://example.org/${'x'.repeat(480)}` }],
    [
      'dt_save_week_plan',
      { week_start: '2026-11-16', target_days: 7, target_minutes_per_day: 180, days, invariants: many(10, words(300)) },
    ],
    ['dt_save_profile', { patch: { ...about, ...projects } }],
    ['dt_save_profile', { patch: { problems: lists, dissatisfactions: lists } }],
    [
      'dt_save_activity_event',
      { activity_type: 'writing', occurred_at: '2026-11-10T09:00:00Z', duration_minutes: 9, ...work },
    ],
    [
      'dt_save_reflection_note',
      {
        type: 'weekly',
        achievements: note,
        challenges: note,
        insights: note,
        next_focus: note,
        text: words(5000),
        related_goal_ids: many(20, words(64)),
      },
    ],
    ['dt_save_stage_assessment', { proposed_stage: 'Случайный', basis: 'self', reason: words(1000) }],
    [
      'dt_save_guide_session',
      {
        type: 'reactivation',
        summary: words(3000),
        decisions: many(20, words(500)),
        outcome: words(500),
        next_hint: words(500),
        fsm_path: many(50, words(64)),
      },
    ],
    ['dt_save_learning_route', { goals: many(10, words(200)), steps: steps(words(200), words(40)) }],
  ];
};

function steps(title: string, type: string) {
  const waiting = (index: number) => Array.from({ length: Math.min(10, index) }, (_, i) => id(index - 1 - i));
  return Array.from({ length: 100 }, (_, i) => ({ id: id(i), title, type, priority: 5, depends_on: waiting(i) }));
}

largestInputsContract({
  server,
  people,
  largest,
  // The longest route exceeds one result.
  tooLarge: { dt_save_learning_route: 'steps' },
  period: { start_date: '2026-11-01', end_date: '2026-11-30' },
});
