import type { ActivityTypeId } from './activity-types.ts';

/** Sources of events in display order. */
export const ACTIVITY_SOURCES = [
  'timer',
  'manual_log',
  'calendar',
  'lms',
  'bot',
  'club',
  'mcp',
  'import',
  'demo',
] as const;

/** The source of an event. */
export type ActivitySource = (typeof ACTIVITY_SOURCES)[number];

/**
 * Which source owns a minute that several claim, highest priority first. The metric's definition fixes timer, calendar,
 * manual log, and import as the last. Between them come systems that observed the activity (lms, bot, club), then what
 * was told to a model, then demo data.
 */
export const SOURCE_PRIORITY: readonly ActivitySource[] = [
  'timer',
  'calendar',
  'manual_log',
  'lms',
  'bot',
  'club',
  'mcp',
  'demo',
  'import',
];

type Confidence = { readonly usual: number } & Partial<Readonly<Record<ActivityTypeId, number>>>;

/**
 * Confidence by kind of signal: checked exercise 0.9–1.0, observed behaviour 0.7–0.9, recorded by a model 0.4–0.7,
 * self-report 0.3–0.5. A calendar shows intention, so it has the low end of behaviour; an import has lost its origin;
 * demo data count as a manual log. A model witnesses its own sessions and reflections; other work is only told to it.
 */
const CONFIDENCE: Readonly<Record<ActivitySource, Confidence>> = {
  timer: { usual: 0.8 },
  manual_log: { usual: 0.4 },
  calendar: { usual: 0.7 },
  lms: { usual: 0.8, practice: 0.9 },
  bot: { usual: 0.8 },
  club: { usual: 0.8 },
  mcp: { usual: 0.4, reflection: 0.9, guide_session: 0.9, strategizing: 0.7, planning: 0.7 },
  import: { usual: 0.5 },
  demo: { usual: 0.4 },
};

/**
 * Confidence of an event, 0..1, by source and type. A caller may only lower it, so that self-report cannot weigh as
 * much as a measurement.
 */
export function confidenceOf(source: ActivitySource, type: ActivityTypeId, lowered?: number): number {
  const own = CONFIDENCE[source][type] ?? CONFIDENCE[source].usual;
  return lowered === undefined ? own : Math.min(own, Math.max(0, lowered));
}
