/** Plays a scenario as a model would; returns the dialogue with calls and results. */
export type Play = (login: string, portOffset: number, now: Date) => Promise<string>;

/** The scenarios by the words that choose them, each loaded when it is played. */
export const SCENARIOS: { readonly [words: string]: () => Promise<Play> } = {
  'итоги недели': async () => (await import('./weekly-review.ts')).playWeeklyReview,
  'план недели': async () => (await import('./week-plan.ts')).playWeekPlan,
  'запиши помидорку': async () => (await import('./log-slot.ts')).playLogSlot,
  'страница и упражнение': async () => (await import('./page-and-exercise.ts')).playPageAndExercise,
  'найди руководство': async () => (await import('./find-guide.ts')).playFindGuide,
  'что решили на встрече': async () => (await import('./meeting-decisions.ts')).playMeetingDecisions,
  'какой у меня прогресс': async () => (await import('./progress.ts')).playProgress,
  'свежие лиды за сегодня': async () => (await import('./bitrix24.ts')).playFreshLeads,
  'разбей эпик на истории': async () => (await import('./requirements.ts')).playDecomposeEpic,
  'проверь качество требования': async () => (await import('./requirements.ts')).playRequirementQuality,
  'мои просроченные задачи': async () => (await import('./bitrix24.ts')).playOverdueTasks,
};

/** The scenario that is played when none is named. */
export const [FIRST_SCENARIO = ''] = Object.keys(SCENARIOS);
