import type { SpaceUser } from './space.ts';

type Name = readonly [first: string, surname: string, post: string, department: string];

/** Forty people of a furniture workshop; the first have the demo logins. Invented. */
const NAMES: readonly Name[] = [
  ['Алексей', 'Орлов', 'Руководитель отдела продаж', 'Продажи'],
  ['Ольга', 'Лебедева', 'Менеджер по продажам', 'Продажи'],
  ['Никита', 'Зайцев', 'Стажёр', 'Забота о клиентах'],
  ['Марина', 'Соколова', 'Директор', 'Управление'],
  ['Павел', 'Громов', 'Менеджер по продажам', 'Продажи'],
  ['Ирина', 'Цветкова', 'Менеджер проектов', 'Продажи'],
  ['Тимур', 'Яблоков', 'Аналитик', 'Управление'],
  ['Дина', 'Рябинина', 'Менеджер по продажам', 'Продажи'],
  ['Олег', 'Стрижов', 'Замерщик', 'Продажи'],
  ['Лариса', 'Вишнякова', 'Дизайнер', 'Дизайн'],
  ['Семён', 'Дубровин', 'Мастер смены', 'Цех'],
  ['Вера', 'Калинкина', 'Технолог', 'Цех'],
  ['Артём', 'Щеглов', 'Оператор станка', 'Цех'],
  ['Глеб', 'Рогозин', 'Кладовщик', 'Склад'],
  ['Нина', 'Берёзкина', 'Мастер отделки', 'Цех'],
  ['Игнат', 'Полынин', 'Логист', 'Склад'],
  ['Зоя', 'Клёнова', 'Диспетчер', 'Склад'],
  ['Роман', 'Лисицын', 'Разработчик сайта', 'Сайт'],
  ['Юлия', 'Воробьёва', 'Редактор', 'Сайт'],
  ['Максим', 'Ежов', 'Тестировщик', 'Сайт'],
  ['Татьяна', 'Снегирёва', 'Забота о клиентах', 'Забота о клиентах'],
  ['Фёдор', 'Осинин', 'Сборщик', 'Сборка'],
  ['Галина', 'Мятлева', 'Бухгалтер', 'Финансы'],
  ['Виктор', 'Хвощёв', 'Экономист', 'Финансы'],
  ['Екатерина', 'Журавлёва', 'Специалист по найму', 'Люди'],
  ['Денис', 'Тополев', 'Наставник', 'Люди'],
  ['Алла', 'Пескарёва', 'Делопроизводитель', 'Люди'],
  ['Ксения', 'Ромашкина', 'Дизайнер', 'Дизайн'],
  ['Егор', 'Синицын', 'Конструктор', 'Дизайн'],
  ['Софья', 'Ветлугина', 'Визуализатор', 'Дизайн'],
  ['Степан', 'Карасёв', 'Маркетолог', 'Реклама'],
  ['Полина', 'Дроздова', 'Организатор выставок', 'Реклама'],
  ['Илья', 'Чижов', 'Фотограф', 'Реклама'],
  ['Раиса', 'Лугова', 'Закупки', 'Склад'],
  ['Борис', 'Камышин', 'Водитель', 'Склад'],
  ['Любовь', 'Черёмухина', 'Юрист', 'Управление'],
];

/** The accounts that a client must treat with care: blocked, removed, without an address, two with one address, a device. */
const SPECIAL: readonly SpaceUser[] = [
  {
    key: 'u-left',
    login: 'left_company',
    email: 'left_company@example.test',
    firstname: 'Сергей',
    surname: 'Белов',
    post: 'Менеджер по продажам',
    department: 'Продажи',
    disabled: true,
  },
  {
    key: 'u-removed',
    login: 'removed_author',
    email: null,
    firstname: 'Антон',
    surname: 'Ольшанский',
    post: '',
    department: '',
    removed: true,
  },
  {
    key: 'u-double-1',
    login: 'double',
    email: 'double@example.test',
    firstname: 'Кира',
    surname: 'Двойникова',
    post: 'Оценщик',
    department: 'Цех',
  },
  {
    key: 'u-double-2',
    login: 'double_2',
    email: 'double@example.test',
    firstname: 'Кира',
    surname: 'Двойникова',
    post: 'Оценщик',
    department: 'Цех',
  },
  {
    key: 'u-room-big',
    login: 'peregovornaya',
    email: null,
    firstname: 'Переговорная',
    surname: 'Большая',
    post: '',
    department: '',
    kiosk: true,
  },
];

/** The people of the space; the first ones get the logins. */
export function people(logins: readonly string[]): readonly SpaceUser[] {
  const named = NAMES.map(([firstname, surname, post, department], place) => {
    const login = logins[place] ?? `person_${String(place + 1).padStart(2, '0')}`;
    return { key: `u-${login}`, login, email: `${login}@example.test`, firstname, surname, post, department };
  });
  return [...named, ...SPECIAL];
}
