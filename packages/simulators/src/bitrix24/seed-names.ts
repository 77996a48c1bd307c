import type { Row } from './tables.ts';

/** Names of customers. */
export const FIRST_NAMES = [
  'Анна',
  'Борис',
  'Вера',
  'Глеб',
  'Дарья',
  'Егор',
  'Жанна',
  'Захар',
  'Инна',
  'Кирилл',
  'Лидия',
  'Матвей',
];
/** Their family names, of a form that fits everyone. */
export const LAST_NAMES = [
  'Коваленко',
  'Мельник',
  'Бондарь',
  'Шевчук',
  'Ткач',
  'Гончар',
  'Кравец',
  'Слюсарь',
  'Черных',
  'Седых',
  'Долгих',
  'Белых',
];
/** Companies that order furniture. */
export const FIRMS = [
  'Кафе «Пенка»',
  'Гостиница «Причал»',
  'Книжный «Закладка»',
  'Студия «Ракурс»',
  'Школа «Созвездие»',
  'Пекарня «Колос»',
  'Клиника «Ладонь»',
  'Бюро «Горизонт»',
];

/** First name and family name. */
export const longName = (first: string, last: string): string => `${first} ${last}`;

/** Phone and e-mail of a customer; numbers and addresses that cannot exist. */
export function contactsOf(number: number, phone: boolean, email: boolean): Pick<Row, string> {
  const field = (TYPE_ID: string, VALUE: string) => [{ ID: String(number), VALUE_TYPE: 'WORK', VALUE, TYPE_ID }];
  return {
    HAS_PHONE: phone ? 'Y' : 'N',
    HAS_EMAIL: email ? 'Y' : 'N',
    PHONE: phone ? field('PHONE', `+7 000 ${number}`) : [],
    EMAIL: email ? field('EMAIL', `customer${number}@example.test`) : [],
  };
}
