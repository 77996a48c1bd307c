import type { SeedContext } from './seed-context.ts';
import { contactsOf, FIRST_NAMES, LAST_NAMES, longName } from './seed-names.ts';
import { SELLERS } from './seed-people.ts';
import { SOURCES, STAGES } from './seed-statuses.ts';
import type { Row } from './tables.ts';

const COUNT = 654;
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** New leads of today, so that a question about today has an answer. */
const OF_TODAY = 9;

const WISHES = [
  'Кухня на заказ',
  'Стол из дуба',
  'Стеллаж в гостиную',
  'Кровать с ящиками',
  'Лестница в дом',
  'Детская комната',
  'Барная стойка',
  'Шкаф в прихожую',
];

/** The leads, oldest first: a few of today, some of this week, the rest of the last fourteen months. */
export function leads({ today, pick }: SeedContext): readonly Row[] {
  const ages = Array.from({ length: COUNT - OF_TODAY }, () => pick.below(420) + 1).toSorted(
    (one, other) => other - one,
  );
  const created = [
    ...ages.map((days) => today - days * DAY_MS + pick.below(86_400) * 1000),
    // In the first minutes of the day, so that they are in the past whatever the time is.
    ...Array.from({ length: OF_TODAY }, (_, index) => today + index * 45_000),
  ];
  return created.map((dateCreate, index) => lead(dateCreate, index, { today, pick }));
}

function lead(dateCreate: number, index: number, { today, pick }: SeedContext): Row {
  const isNew = dateCreate >= today;
  const [status, , semantics] = isNew ? STAGES.STATUS[0] : pick.of(STAGES.STATUS);
  const [first, last] = [pick.of(FIRST_NAMES), pick.of(LAST_NAMES)];
  const assigned = isNew && index % 3 === 0 ? 3 : pick.of(SELLERS);
  const changed = isNew ? dateCreate : Math.min(dateCreate + pick.below(20) * DAY_MS, today - HOUR_MS);
  const phone = pick.below(10) > 1;
  return {
    ID: 1000 + index * 2 + 1,
    TITLE: `${pick.of(WISHES)} — ${longName(first, last)}`,
    NAME: first,
    LAST_NAME: last,
    SOURCE_ID: pick.of(SOURCES)[0],
    STATUS_ID: status,
    STATUS_SEMANTIC_ID: semantics,
    CURRENCY_ID: 'RUB',
    OPPORTUNITY: pick.below(90) * 5000,
    IS_RETURN_CUSTOMER: pick.below(8) === 0 ? 'Y' : 'N',
    ASSIGNED_BY_ID: assigned,
    CREATED_BY_ID: pick.below(3) === 0 ? pick.of(SELLERS) : 1,
    MODIFY_BY_ID: assigned,
    DATE_CREATE: dateCreate,
    DATE_MODIFY: changed,
    DATE_CLOSED: semantics === 'P' ? null : changed,
    OPENED: 'Y',
    UTM_SOURCE: pick.of(['yandex', 'vk', null]),
    ...contactsOf(10_000 + index, phone, pick.below(3) > 0),
  };
}
