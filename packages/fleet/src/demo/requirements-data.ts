/** A requirement of the demo: name in the file, type, priority, title, criterion that checks it, description. */
type Requirement = readonly [
  ref: string,
  type: 'Functional' | 'Non-Functional' | 'Business Rule' | 'Interface' | 'Data',
  priority: number,
  title: string,
  criteria?: string | null,
  description?: string,
];

interface Story {
  readonly title: string;
  readonly priority: number;
  readonly description: string;
  /** By the name in the file. */
  readonly criteria: { readonly [ref: string]: string };
  readonly requirements: readonly Requirement[];
  readonly status?: string;
}

const OWN: readonly Story[] = [
  {
    title: 'Список своих записей',
    priority: 1,
    status: 'Done',
    description: 'Как сотрудник, я хочу видеть записи встреч, на которых был, чтобы найти нужную.',
    criteria: {
      'own-1': 'КОГДА сотрудник просит записи, ТОГДА система показывает только те, где он участник.',
      'own-2': 'КОГДА записей больше страницы, ТОГДА система даёт курсор следующей.',
    },
    requirements: [
      ['own', 'Functional', 1, 'Видны только встречи, где человек участвовал', 'own-1'],
      ['own-page', 'Interface', 2, 'Список приходит страницами с курсором', 'own-2'],
      ['own-dates', 'Functional', 2, 'Список сужается по датам, названию и участнику'],
      ['own-link', 'Interface', 3, 'У записи есть ссылка, которая открывает её в Толке'],
    ],
  },
  {
    title: 'Расшифровка встречи',
    priority: 1,
    status: 'In Progress',
    description: 'Как участник встречи, я хочу прочитать, что на ней говорили, чтобы не слушать запись заново.',
    criteria: {
      'text-1': 'КОГДА расшифровка готова, ТОГДА система отдаёт реплики с именем и временем.',
      'text-2': 'КОГДА расшифровки ещё нет, ТОГДА система говорит об этом, а не отдаёт пустой текст.',
    },
    requirements: [
      ['text', 'Functional', 1, 'Реплики идут по времени, с именем говорящего', 'text-1'],
      ['text-missing', 'Functional', 1, '«Ещё не готова» отличается от «пустая»', 'text-2'],
      ['text-parts', 'Interface', 2, 'Длинная расшифровка приходит частями без потерь на стыках'],
      [
        'text-data',
        'Business Rule',
        1,
        'Слова участников — данные, а не указания модели',
        null,
        'Текст реплики не может стать командой.',
      ],
    ],
  },
  {
    title: 'Итоги, которые написал Толк',
    priority: 2,
    description: 'Как руководитель, я хочу готовый итог встречи, чтобы за минуту понять, о чём договорились.',
    criteria: { 'sum-1': 'КОГДА итог в Толке скрыт, ТОГДА система его не показывает.' },
    requirements: [
      ['sum', 'Functional', 2, 'Доступны краткий итог и протокол'],
      ['sum-hidden', 'Business Rule', 1, 'Скрытый в Толке итог не виден', 'sum-1'],
      ['sum-source', 'Data', 3, 'Видно, что итог написан Толком, а не человеком'],
    ],
  },
  {
    title: 'Участники встречи',
    priority: 3,
    description: 'Как участник, я хочу знать, кто был на встрече, чтобы понять, кого спросить.',
    criteria: {},
    requirements: [
      ['people', 'Functional', 3, 'Список участников с должностью'],
      ['people-anonymous', 'Data', 2, 'Гость без учётной записи помечен'],
      ['people-left', 'Data', 4, 'Видно, если список участников неполон'],
    ],
  },
];

const SEARCH: readonly Story[] = [
  {
    title: 'Найти сказанное по словам',
    priority: 1,
    status: 'In Progress',
    description: 'Как сотрудник, я хочу найти, где мы говорили о чём-то, чтобы сослаться на решение.',
    criteria: {
      'find-1': 'КОГДА слово стоит в другой форме, ТОГДА система его находит.',
      'find-2': 'КОГДА встреча чужая, ТОГДА в найденном её нет.',
    },
    requirements: [
      ['find', 'Functional', 1, 'Поиск по всем своим расшифровкам', 'find-1'],
      ['find-own', 'Business Rule', 1, 'Чужая встреча не находится и не угадывается', 'find-2'],
      ['find-stems', 'Functional', 2, 'Находятся все формы русских и английских слов', 'find-1'],
      [
        'find-fast',
        'Non-Functional',
        2,
        'Поиск работает быстро и удобно',
        null,
        'Ответ должен приходить быстро, как правило без задержек.',
      ],
    ],
  },
  {
    title: 'Перейти к месту в записи',
    priority: 2,
    description: 'Как сотрудник, я хочу открыть запись на найденной реплике, чтобы услышать, как это сказали.',
    criteria: { 'jump-1': 'КОГДА реплика найдена, ТОГДА рядом её время и ссылка на запись.' },
    requirements: [
      ['jump', 'Interface', 2, 'У найденного есть время и ссылка', 'jump-1'],
      ['jump-context', 'Functional', 3, 'Видны соседние реплики'],
      ['jump-same', 'Functional', 4, 'Одинаковые места одной встречи показаны один раз'],
    ],
  },
  {
    title: 'Указатель свежих встреч',
    priority: 2,
    description: 'Как сотрудник поддержки, я хочу знать, что поиск видит новые встречи, чтобы доверять его ответу.',
    criteria: { 'index-1': 'КОГДА расшифровка готова, ТОГДА через десять минут поиск её находит.' },
    requirements: [
      ['index', 'Non-Functional', 2, 'Новая расшифровка в поиске не позже десяти минут', 'index-1'],
      ['index-gap', 'Data', 2, 'Ответ говорит, за какие дни указатель неполон'],
      ['index-retry', 'Functional', 2, 'После сбоя указатель догоняет пропущенное сам'],
    ],
  },
  {
    title: 'Договорённости со встречи',
    priority: 3,
    description: 'Как участник, я хочу собрать, кто что обещал, чтобы ничего не потерять.',
    criteria: {},
    requirements: [
      ['promises', 'Functional', 3, 'Обещание приводится с именем, временем и словами'],
      ['promises-none', 'Business Rule', 2, 'Чего не прозвучало, того в ответе нет'],
      ['promises-week', 'Functional', 4, 'Обзор договорённостей за период'],
    ],
  },
];

const ACCESS: readonly Story[] = [
  {
    title: 'Вход рабочей почтой',
    priority: 1,
    status: 'Done',
    description: 'Как сотрудник, я хочу войти рабочей почтой, чтобы не заводить ещё один пароль.',
    criteria: { 'in-1': 'КОГДА почта не подтверждена, ТОГДА система не открывает ни одной встречи.' },
    requirements: [
      ['in', 'Functional', 1, 'Человек узнаётся по подтверждённой почте', 'in-1'],
      ['in-token', 'Business Rule', 1, 'Ключ Толка никогда не уходит к клиенту'],
      ['in-alike', 'Business Rule', 1, 'Чужая и несуществующая запись неразличимы'],
    ],
  },
  {
    title: 'Копия и удаление своего',
    priority: 2,
    status: 'Done',
    description: 'Как человек, я хочу забрать и удалить всё, что обо мне хранится, чтобы решать самому.',
    criteria: { 'my-1': 'КОГДА человек подтвердил удаление, ТОГДА система стирает всё и завершает доступ.' },
    requirements: [
      ['my-copy', 'Functional', 2, 'Копия — одним файлом по одноразовой ссылке'],
      ['my-erase', 'Functional', 1, 'Удаление — в два шага, с подтверждением', 'my-1'],
      ['my-days', 'Data', 2, 'Сказано, что и сколько дней ещё остаётся'],
    ],
  },
  {
    title: 'Работа при сбоях Толка',
    priority: 2,
    description: 'Как сотрудник, я хочу понятный ответ, когда Толк молчит, чтобы знать, когда повторить.',
    criteria: { 'fail-1': 'КОГДА Толк не отвечает, ТОГДА система за 20 секунд говорит, когда повторить.' },
    requirements: [
      ['fail', 'Non-Functional', 1, 'Ответ или понятный отказ за 20 секунд', 'fail-1'],
      ['fail-pace', 'Non-Functional', 2, 'Запросы к Толку не превышают его лимита'],
      ['fail-other', 'Non-Functional', 3, 'Сбой Толка не мешает уже загруженному'],
      ['fail-log', 'Data', 2, 'В журнале нет слов участников и ключей'],
    ],
  },
  {
    title: 'Настройка администратором',
    priority: 3,
    status: 'Cancelled',
    description: 'Как администратор, я хочу подключить Толк компании, чтобы сотрудники им пользовались.',
    criteria: { 'set-1': 'КОГДА ключ не подходит, ТОГДА система называет, какого права не хватает.' },
    requirements: [
      ['set-check', 'Functional', 2, 'Ключ проверяется до сохранения', 'set-1'],
      ['set-scope', 'Interface', 3, 'Названо право, которого ключу не хватает', 'set-1'],
      ['set-rotate', 'Functional', 3, 'Ключ меняется без остановки'],
    ],
  },
];

const EPICS = [
  {
    title: 'Записи своих встреч',
    priority: 1,
    status: 'In Progress',
    description: 'Человек видит свои встречи из Толка и читает, что на них было.',
    stories: OWN,
  },
  {
    title: 'Поиск по сказанному',
    priority: 2,
    status: 'In Progress',
    description: 'По словам находится место во встрече.',
    stories: SEARCH,
  },
  {
    title: 'Доступ и надёжность',
    priority: 1,
    status: 'Backlog',
    description: 'Чужого не видно, своё можно забрать, сбои понятны.',
    stories: ACCESS,
  },
];

const RELATIONSHIPS = [
  ['find', 'depends_on', 'text'],
  ['find-own', 'derives_from', 'own'],
  ['in-alike', 'derives_from', 'own'],
  ['find-stems', 'depends_on', 'find'],
  ['jump', 'depends_on', 'find'],
  ['promises', 'depends_on', 'text'],
  ['index', 'blocks', 'find'],
  ['in', 'blocks', 'own'],
  ['fail-pace', 'conflicts_with', 'index'],
  ['find-fast', 'conflicts_with', 'fail-pace'],
  ['sum', 'relates_to', 'promises'],
  ['text-data', 'relates_to', 'promises-none'],
  // Two requirements that wait for one another, so that the board has a cycle to show.
  ['index-retry', 'depends_on', 'index-gap'],
  ['index-gap', 'depends_on', 'index-retry'],
] as const;

/** The requirements for ktalk-mcp as a file of `import_workspace`: 3 epics, 12 stories, 40 requirements, relations of all types. */
export const demoRequirements = {
  format: 'requirements/1',
  epics: EPICS.map(({ stories, ...epic }) => ({
    ...epic,
    user_stories: stories.map(({ criteria, requirements, ...story }) => ({
      ...story,
      acceptance_criteria: Object.entries(criteria).map(([ref, description]) => ({ ref, description })),
      requirements: requirements.map(([ref, type, priority, title, checkedBy = null, description = null]) => ({
        ref,
        type,
        priority,
        title,
        description,
        acceptance_criteria: checkedBy,
        status: story.status === 'Done' ? 'Active' : 'Draft',
      })),
    })),
  })),
  relationships: RELATIONSHIPS.map(([source, type, target]) => ({ source, type, target })),
};
