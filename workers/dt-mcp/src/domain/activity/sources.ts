import type { ActivityTypeId } from './activity-types.ts';

/** Where an event was recorded, in the order in which sources are shown. */
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
 * Whose word counts for a minute that several sources claim, the strongest first. Timer, calendar, manual log and
 * import last are given by the metric's definition; between them stand systems that saw the activity (lms, bot,
 * club), then what was told to a model, then demo data.
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
 * How far a record is to be believed, by the kind of signal: a checked exercise 0.9–1.0, observed behaviour 0.7–0.9,
 * what a model took down 0.4–0.7, self-report 0.3–0.5. A calendar shows what was meant rather than what was done,
 * hence the low end of behaviour; an import has lost its origin; demo data speak with the voice of a manual log.
 * A session or a reflection held through the model is witnessed by it, other work is only told to it.
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
 * How far an event is to be believed, 0..1: it follows from the source and the type. A caller may only lower it;
 * a higher wish gives the source's own value, so that nobody makes self-report weigh as much as a measurement.
 */
export function confidenceOf(source: ActivitySource, type: ActivityTypeId, lowered?: number): number {
  const own = CONFIDENCE[source][type] ?? CONFIDENCE[source].usual;
  return lowered === undefined ? own : Math.min(own, Math.max(0, lowered));
}
