import type { Status } from './portal.ts';

type Line = readonly [id: string, name: string, semantics?: 'P' | 'S' | 'F'];

const dictionary = (entity: string, lines: readonly Line[]): readonly Status[] =>
  lines.map(([id, name, semantics]) => ({ entity, id, name, semantics: semantics ?? null }));

/** Stages of a lead, a deal of the first funnel, and a deal of the second. */
export const STAGES = {
  STATUS: [
    ['NEW', 'Не обработан', 'P'],
    ['IN_PROCESS', 'В работе', 'P'],
    ['PROCESSED', 'Обработан', 'P'],
    ['CONVERTED', 'Качественный лид', 'S'],
    ['JUNK', 'Некачественный лид', 'F'],
  ],
  DEAL_STAGE: [
    ['NEW', 'Новая', 'P'],
    ['PREPARATION', 'Замер и эскиз', 'P'],
    ['PREPAYMENT_INVOICE', 'Счёт на предоплату', 'P'],
    ['EXECUTING', 'В производстве', 'P'],
    ['FINAL_INVOICE', 'Доставка и сборка', 'P'],
    ['WON', 'Сделка успешна', 'S'],
    ['LOSE', 'Сделка провалена', 'F'],
    ['APOLOGY', 'Анализ причины провала', 'F'],
  ],
  DEAL_STAGE_1: [
    ['C1:NEW', 'Запрос', 'P'],
    ['C1:TALKS', 'Переговоры', 'P'],
    ['C1:CONTRACT', 'Договор', 'P'],
    ['C1:WON', 'Проект сдан', 'S'],
    ['C1:LOSE', 'Отказ', 'F'],
  ],
} as const satisfies { readonly [entity: string]: readonly Line[] };

/** Sources of leads and deals. */
export const SOURCES = [
  ['CALL', 'Звонок'],
  ['EMAIL', 'Электронная почта'],
  ['WEB', 'Сайт'],
  ['ADVERTISING', 'Реклама'],
  ['RECOMMENDATION', 'По рекомендации'],
  ['TRADE_SHOW', 'Выставка'],
] as const satisfies readonly Line[];

/** The dictionaries of the demo portal. */
export const STATUSES: readonly Status[] = [
  ...Object.entries(STAGES).flatMap(([entity, lines]) => dictionary(entity, lines)),
  ...dictionary('SOURCE', SOURCES),
  ...dictionary('DEAL_TYPE', [
    ['SALE', 'Продажа'],
    ['COMPLEX', 'Проект под ключ'],
  ]),
  ...dictionary('CONTACT_TYPE', [
    ['CLIENT', 'Клиент'],
    ['PARTNER', 'Партнёр'],
  ]),
  ...dictionary('COMPANY_TYPE', [
    ['CUSTOMER', 'Клиент'],
    ['SUPPLIER', 'Поставщик'],
  ]),
  ...dictionary('INDUSTRY', [
    ['HORECA', 'Кафе и гостиницы'],
    ['RETAIL', 'Магазины'],
    ['OFFICE', 'Офисы'],
  ]),
];
