/** Activity types in display order. */
export const ACTIVITY_TYPE_IDS = [
  'reading',
  'practice',
  'writing',
  'modeling',
  'speaking',
  'project_work',
  'discussion',
  'reflection',
  'strategizing',
  'planning',
  'guide_session',
  'rest',
] as const;

/** Id of an activity type. */
export type ActivityTypeId = (typeof ACTIVITY_TYPE_IDS)[number];

/** An activity type as clients see it. */
export interface ActivityType {
  readonly id: ActivityTypeId;
  readonly title_ru: string;
  readonly title_en: string;
  /** Whether its minutes are invested time. */
  readonly counts_as_invested: boolean;
  /** Most minutes counted per local date; null without a limit. */
  readonly max_minutes_per_day: number | null;
  /** Its minutes count only where no other invested event overlaps, whatever the source. */
  readonly counts_only_alone: boolean;
  /** Other names accepted on input. */
  readonly aliases: readonly string[];
  /** How its minutes are counted, in Russian. */
  readonly counting_rule: string;
  /** What a learner would say, in Russian. */
  readonly example: string;
}

type Definition = Pick<ActivityType, 'title_ru' | 'title_en' | 'aliases' | 'example'> & Partial<ActivityType>;

const DEFAULTS = {
  counts_as_invested: true,
  max_minutes_per_day: null,
  counts_only_alone: false,
  counting_rule: 'Считаются все минуты; на пересечении минута достаётся одному делу, из более надёжного источника.',
} as const;

const DEFINITIONS: Readonly<Record<ActivityTypeId, Definition>> = {
  reading: {
    title_ru: 'Чтение руководства',
    title_en: 'Reading a guide',
    aliases: ['read', 'learning', 'чтение', 'учёба'],
    example: 'Прочитал подраздел про слот, 25 минут.',
  },
  practice: {
    title_ru: 'Практика, упражнение',
    title_en: 'Practice, exercise',
    aliases: ['assignment', 'exercise', 'pomodoro', 'практика', 'упражнение', 'домашка', 'помидорка', 'помидор'],
    example: 'Сделал задание на роли, 40 минут.',
  },
  writing: {
    title_ru: 'Мышление письмом',
    title_en: 'Thinking by writing',
    aliases: ['note', 'draft', 'post', 'письмо', 'заметка'],
    example: 'Черновик поста, 35 минут.',
  },
  modeling: {
    title_ru: 'Моделирование',
    title_en: 'Modeling',
    aliases: ['table', 'модель', 'таблица'],
    example: 'Таблица ролей проекта, 50 минут.',
  },
  speaking: {
    title_ru: 'Проговаривание',
    title_en: 'Explaining aloud',
    aliases: ['talk', 'объяснение вслух'],
    example: 'Объяснил коллеге понятие, 15 минут.',
  },
  project_work: {
    title_ru: 'Работа над своим проектом',
    title_en: 'Work on one’s own project',
    aliases: ['project', 'проект'],
    example: 'Прототип, две помидорки.',
  },
  discussion: {
    title_ru: 'Обсуждение',
    title_en: 'Discussion',
    aliases: ['club', 'comment', 'чат', 'клуб'],
    example: 'Разбор в группе, час.',
  },
  reflection: {
    title_ru: 'Рефлексия',
    title_en: 'Reflection',
    aliases: ['review', 'итоги'],
    example: 'Итоги недели, 20 минут.',
  },
  strategizing: {
    title_ru: 'Стратегирование',
    title_en: 'Strategizing',
    aliases: ['strategy_session', 'стратсессия'],
    example: 'Выбрал фокус месяца, час.',
  },
  planning: {
    title_ru: 'Планирование',
    title_en: 'Planning',
    aliases: ['plan', 'план'],
    example: 'Разложил неделю по дням, 15 минут.',
    max_minutes_per_day: 60,
    counting_rule: 'Считается не больше 60 минут в день: план нужен делу, а не вместо него.',
  },
  guide_session: {
    title_ru: 'Сессия с Проводником',
    title_en: 'Session with the Guide',
    aliases: ['session', 'проводник'],
    example: 'Разобрали с Проводником неделю, 20 минут.',
    counts_only_alone: true,
    counting_rule: 'Считаются только минуты, на которые не записано никакое другое дело.',
  },
  rest: {
    title_ru: 'Отдых, восстановление',
    title_en: 'Rest and recovery',
    aliases: ['отдых', 'прогулка', 'досуг'],
    example: 'Прогулка без телефона.',
    counts_as_invested: false,
    counting_rule: 'Хранится, но в инвестированное время и в дни с активностью не входит и другие дела не вытесняет.',
  },
};

/** The catalogue of activity types, in the order of `ACTIVITY_TYPE_IDS`. */
export const ACTIVITY_TYPES: readonly ActivityType[] = ACTIVITY_TYPE_IDS.map((id) => ({
  id,
  ...DEFAULTS,
  ...DEFINITIONS[id],
}));

/** A kind of time that is never recorded as activity. */
export interface RejectedKind {
  readonly id: 'sleep' | 'idle' | 'transport' | 'social_feed';
  readonly title_ru: string;
  readonly aliases: readonly string[];
  /** What to record instead, in Russian. */
  readonly hint: string;
}

/** Kinds of time that are rejected, each with a hint. */
export const REJECTED_KINDS: readonly RejectedKind[] = [
  {
    id: 'sleep',
    title_ru: 'Сон',
    aliases: ['сон', 'nap'],
    hint: 'Как выспались, скажите в заметке рефлексии (state.sleep).',
  },
  {
    id: 'idle',
    title_ru: 'Простой',
    aliases: ['простой', 'безделье'],
    hint: 'Осознанный отдых записывается как rest.',
  },
  {
    id: 'transport',
    title_ru: 'Дорога',
    aliases: ['дорога', 'транспорт', 'commute', 'travel'],
    hint: 'Если в дороге читали или писали, запишите именно это: reading, writing.',
  },
  {
    id: 'social_feed',
    title_ru: 'Лента соцсетей',
    aliases: ['лента', 'соцсети', 'feed', 'social', 'scrolling'],
    hint: 'Разбор в группе записывается как discussion, свой пост как writing.',
  },
];
