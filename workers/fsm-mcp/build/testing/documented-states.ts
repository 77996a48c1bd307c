/**
 * The documented state machine: 37 states and their transitions, without transitions to global states unless they end a
 * scenario. The content must have these transitions between existing states and may have more; states that do not exist
 * yet are in `content/coming.yaml`.
 */
export const DOCUMENTED_TRANSITIONS: Readonly<Record<string, readonly string[]>> = {
  init: [
    'route_intent',
    'onboarding_start',
    'test_start',
    'plan_entry',
    'weekly_reflection',
    'blocker_debug',
    'daily_planning',
    'guide_reading',
    'exercise_session',
    'goal_setting',
    'progress_review',
    'slot_logging',
    'relapse_recovery',
  ],
  route_intent: [
    'weekly_reflection',
    'plan_entry',
    'daily_planning',
    'slot_logging',
    'test_start',
    'goal_setting',
    'progress_review',
    'guide_reading',
    'exercise_session',
    'blocker_debug',
    'relapse_recovery',
    'onboarding_start',
  ],
  dt_consent: ['dt_load_profile', 'dt_load_week', 'no_dt_mode'],
  dt_load_profile: ['no_dt_mode'],
  dt_load_week: ['no_dt_mode'],
  no_dt_mode: [],
  onboarding_start: ['onboarding_profile', 'dt_consent'],
  onboarding_profile: ['slot_setup', 'goal_setting', 'test_start'],
  slot_setup: ['daily_planning', 'plan_entry', 'init'],
  test_start: ['test_questions', 'init'],
  test_questions: ['assess_stage'],
  assess_stage: ['assessment_result'],
  assessment_result: ['plan_entry', 'goal_setting', 'stage_transition', 'init'],
  goal_setting: ['weekly_goal_setting', 'goal_deep_dive', 'init'],
  weekly_goal_setting: ['plan_by_days', 'goal_deep_dive', 'init'],
  goal_deep_dive: ['goal_setting', 'blocker_debug'],
  plan_entry: ['plan_by_days', 'weekly_goal_setting'],
  plan_by_days: ['plan_invariants'],
  plan_invariants: ['plan_save', 'plan_by_days'],
  plan_save: ['init', 'daily_planning'],
  next_week_planning: ['plan_by_days', 'weekly_goal_setting', 'init'],
  daily_planning: ['guide_reading', 'exercise_session', 'slot_logging'],
  slot_logging: ['daily_report', 'daily_planning', 'init'],
  daily_report: ['init', 'slot_logging', 'blocker_debug'],
  weekly_reflection: ['weekly_reflection_save', 'next_week_planning', 'blocker_debug', 'deep_dive', 'init'],
  weekly_reflection_save: ['next_week_planning', 'init'],
  deep_dive: ['weekly_reflection_save', 'guide_reading'],
  progress_review: ['goal_setting', 'plan_entry', 'stage_transition', 'assess_stage', 'init'],
  blocker_debug: ['meme_experiment', 'plan_by_days', 'relapse_recovery', 'guide_reading', 'init'],
  meme_experiment: ['init', 'plan_by_days'],
  relapse_recovery: ['slot_setup', 'daily_planning', 'blocker_debug', 'init'],
  guide_reading: ['exercise_session', 'slot_logging', 'init'],
  exercise_session: ['exercise_feedback', 'guide_reading', 'exercise_session', 'init'],
  exercise_feedback: ['exercise_session', 'guide_reading', 'init'],
  stage_transition: ['goal_setting', 'plan_entry'],
  help: ['init'],
  session_close: [],
};

/** States from which the conversation returns to the previous state. */
export const DOCUMENTED_RETURNS = ['dt_consent', 'dt_load_profile', 'dt_load_week', 'no_dt_mode'];

/** First state of each documented intent. */
export const DOCUMENTED_INTENTS: Readonly<Record<string, string>> = {
  week_review: 'weekly_reflection',
  plan_week: 'plan_entry',
  plan_day: 'daily_planning',
  log_slot: 'slot_logging',
  assess_stage: 'test_start',
  set_goal: 'goal_setting',
  progress: 'progress_review',
  read_guide: 'guide_reading',
  do_exercise: 'exercise_session',
  blocker: 'blocker_debug',
  return_after_break: 'relapse_recovery',
  onboarding: 'onboarding_start',
  other: 'route_intent',
};

/** Documented aliases. */
export const DOCUMENTED_ALIASES: Readonly<Record<string, string>> = {
  reflection_save: 'weekly_reflection_save',
  learning_session: 'guide_reading',
  practice: 'exercise_session',
};

/** Documented paths through scenarios. */
export const DOCUMENTED_BRANCHES: Readonly<Record<string, readonly string[]>> = {
  test: ['init', 'test_start', 'test_questions', 'assess_stage', 'assessment_result', 'init'],
  plan: ['init', 'plan_entry', 'plan_by_days', 'plan_invariants', 'plan_save', 'init'],
  week: ['init', 'weekly_reflection', 'weekly_reflection_save', 'next_week_planning', 'init'],
  blocker: ['init', 'blocker_debug', 'meme_experiment', 'init'],
};
