/**
 * The tools listed by default: those that a state of the Guide names. The states live in another server, so a test of
 * the fleet compares the lists.
 */
export const CORE_TOOLS: readonly string[] = [
  'dt.get_time_invested_summary',
  'dt.get_week_summary',
  'dt.get_progress',
  'dt.get_goals',
  'dt.get_data_coverage',
  'dt.list_activity_events',
  'dt.save_reflection_note',
  'dt.save_activity_event',
  'dt.save_goal',
  'dt.save_week_plan',
  'dt.get_week_plan',
  'dt.save_slot',
  'dt.get_slot_consistency',
  'dt.save_work_product',
  'dt.list_work_products',
  'dt.get_stage_status',
  'dt.save_stage_assessment',
  'dt.get_metric_trend',
  'dt.list_reflection_notes',
  'dt.get_profile',
  'dt.save_profile',
  'dt.get_consent',
  'dt.save_consent',
  'dt.cancel_activity_event',
  'dt.cancel_reflection_note',
  'dt.save_guide_session',
  'dt.export_my_data',
  'dt.delete_my_data',
];
