import type { Department } from './portal.ts';
import type { Row } from './tables.ts';

/** Departments of the demo portal. */
export const DEPARTMENTS: readonly Department[] = [
  { id: 1, name: 'Мастерская «Северный лес»', parent: null, head: 1 },
  { id: 2, name: 'Отдел продаж', parent: 1, head: 2 },
  { id: 3, name: 'Забота о клиентах', parent: 1, head: null },
];

interface Person {
  readonly id: number;
  /** The local part of the e-mail: a login of the local identity provider. */
  readonly login: string;
  readonly name: readonly [first: string, last: string];
  readonly position: string;
  readonly department: number;
  readonly zone?: string;
  readonly active?: boolean;
}

const PEOPLE: readonly Person[] = [
  { id: 1, login: 'demo_long', name: ['Марина', 'Соколова'], position: 'Директор', department: 1 },
  { id: 2, login: 'demo_good', name: ['Алексей', 'Орлов'], position: 'Руководитель отдела продаж', department: 2 },
  { id: 3, login: 'demo_weak', name: ['Ольга', 'Лебедева'], position: 'Менеджер по продажам', department: 2 },
  { id: 4, login: 'demo_relapse', name: ['Павел', 'Громов'], position: 'Менеджер по продажам', department: 2 },
  // A zone with daylight saving time, unlike that of the portal.
  {
    id: 5,
    login: 'demo_tricky',
    name: ['Ирина', 'Цветкова'],
    position: 'Менеджер проектов',
    department: 2,
    zone: 'Europe/Berlin',
  },
  {
    id: 6,
    login: 'demo_empty',
    name: ['Никита', 'Зайцев'],
    position: 'Стажёр',
    department: 3,
    zone: 'Asia/Yekaterinburg',
  },
  {
    id: 7,
    login: 'left_company',
    name: ['Сергей', 'Белов'],
    position: 'Менеджер по продажам',
    department: 2,
    active: false,
  },
];

/** The people of the demo portal. */
export const USERS: readonly Row[] = PEOPLE.map(({ id, login, name, position, department, zone, active = true }) => ({
  ID: id,
  ACTIVE: active,
  NAME: name[0],
  SECOND_NAME: '',
  LAST_NAME: name[1],
  EMAIL: `${login}@example.test`,
  LAST_LOGIN: Date.UTC(2026, 9, 20 + id, 6, 30),
  DATE_REGISTER: Date.UTC(2022, id, 1),
  TIME_ZONE: zone ?? 'Europe/Moscow',
  IS_ONLINE: active ? 'Y' : 'N',
  PERSONAL_GENDER: '',
  PERSONAL_MOBILE: `+7 900 000-00-0${id}`,
  WORK_PHONE: `10${id}`,
  WORK_POSITION: position,
  UF_DEPARTMENT: [department],
  USER_TYPE: 'employee',
}));

/** Who sells: the one who left still has rows. */
export const SELLERS = [2, 3, 3, 3, 4, 4, 4, 5, 5, 7] as const;
