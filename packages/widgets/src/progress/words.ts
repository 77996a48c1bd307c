/** What a stage is called; what is not known is shown as it came. */
export const STAGES: Readonly<Record<string, string>> = {
  'STG.Learner.Random': 'Случайный',
  'STG.Learner.Practicing': 'Практикующий',
  'STG.Learner.Systematic': 'Систематический',
  'STG.Learner.Disciplined': 'Дисциплинированный',
  'STG.Learner.Proactive': 'Проактивный',
};

/** What the criteria of stages and the metrics of trends are called. */
export const METRICS: Readonly<Record<string, string>> = {
  hours_per_week: 'Часы в неделю',
  regularity_days_per_week: 'Ритм, дней в неделю',
  streak_days: 'Дней подряд',
  reflection_notes_per_week: 'Рефлексии в неделю',
  strategizing_weeks_percent: 'Недели со стратегированием, %',
  drafts_per_window: 'Заготовки и посты',
  relapse_count: 'Перерывы',
  time_invested_minutes: 'Минуты в неделю',
  days_with_activity: 'Дни с занятиями',
  avg_minutes_per_active_day: 'Минуты за активный день',
  slot_consistency_percent: 'Удержание слота, %',
  work_products_count: 'Рабочие продукты',
};

/** The word for an id, or the id. */
export const wordFor = (words: Readonly<Record<string, string>>, id: string): string =>
  Object.hasOwn(words, id) ? (words[id] ?? id) : id;
