import type { SeedContext } from './seed-context.ts';
import { contactsOf, FIRMS, FIRST_NAMES, LAST_NAMES, longName } from './seed-names.ts';
import { SELLERS } from './seed-people.ts';
import { SOURCES, STAGES } from './seed-statuses.ts';
import type { Row, Value } from './tables.ts';

const DEALS = 120;
const CONTACTS = 90;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The deals, two of three in the first funnel. */
export function deals(context: SeedContext): readonly Row[] {
  return Array.from({ length: DEALS }, (_, index) =>
    index % 3 === 2 ? projectDeal(index, context) : retailDeal(index, context),
  );
}

function retailDeal(index: number, context: SeedContext): Row {
  const [stage, , semantics] = context.pick.of(STAGES.DEAL_STAGE);
  const own = {
    TITLE: `Заказ № ${2000 + index}`,
    TYPE_ID: 'SALE',
    CATEGORY_ID: 0,
    COMPANY_ID: null,
    CURRENCY_ID: 'RUB',
  };
  return { ID: 500 + index, ...own, ...stageOf(stage, semantics), ...commonOf(context, semantics) };
}

function projectDeal(index: number, context: SeedContext): Row {
  const [stage, , semantics] = context.pick.of(STAGES.DEAL_STAGE_1);
  const company = context.pick.below(FIRMS.length);
  const currency = context.pick.of(['RUB', 'RUB', 'RUB', 'EUR']);
  const own = {
    TITLE: `Мебель: ${FIRMS[company]}`,
    TYPE_ID: 'COMPLEX',
    CATEGORY_ID: 1,
    COMPANY_ID: company + 1,
    CURRENCY_ID: currency,
  };
  return { ID: 500 + index, ...own, ...stageOf(stage, semantics), ...commonOf(context, semantics) };
}

const stageOf = (stage: string, semantics: string) => ({
  STAGE_ID: stage,
  STAGE_SEMANTIC_ID: semantics,
  IS_NEW: stage.endsWith('NEW') ? 'Y' : 'N',
  CLOSED: semantics === 'P' ? 'N' : 'Y',
});

function commonOf({ today, pick }: SeedContext, semantics: string): { readonly [column: string]: Value } {
  const created = today - pick.below(200) * DAY_MS + pick.below(50_000) * 1000 - DAY_MS;
  const moved = Math.min(created + pick.below(40) * DAY_MS, today - 3_600_000);
  const assigned = pick.of(SELLERS);
  return {
    PROBABILITY: semantics === 'S' ? 100 : pick.below(10) * 10,
    OPPORTUNITY: (pick.below(120) + 4) * 7500,
    CONTACT_ID: 1 + pick.below(CONTACTS),
    IS_RETURN_CUSTOMER: pick.of(['Y', 'N', 'N', 'N']),
    BEGINDATE: created - (created % DAY_MS),
    CLOSEDATE: moved - (moved % DAY_MS) + 14 * DAY_MS,
    SOURCE_ID: pick.of(SOURCES)[0],
    MOVED_BY_ID: assigned,
    MOVED_TIME: moved,
    LAST_ACTIVITY_BY: assigned,
    LAST_ACTIVITY_TIME: moved,
    ASSIGNED_BY_ID: assigned,
    CREATED_BY_ID: pick.of([...SELLERS, assigned, assigned, 1]),
    MODIFY_BY_ID: assigned,
    DATE_CREATE: created,
    DATE_MODIFY: moved,
    OPENED: 'Y',
  };
}

/** The contacts: people who ordered something. */
export function contacts({ today, pick }: SeedContext): readonly Row[] {
  return Array.from({ length: CONTACTS }, (_, index) => {
    const created = today - pick.below(400) * DAY_MS - DAY_MS;
    const assigned = pick.of(SELLERS);
    return {
      ID: 1 + index,
      NAME: pick.of(FIRST_NAMES),
      LAST_NAME: pick.of(LAST_NAMES),
      POST: pick.of(['Управляющий', 'Дизайнер', '']),
      TYPE_ID: pick.of(['CLIENT', 'CLIENT', 'PARTNER']),
      SOURCE_ID: pick.of(SOURCES)[0],
      COMPANY_ID: pick.below(3) === 0 ? 1 + pick.below(FIRMS.length) : null,
      EXPORT: 'Y',
      ASSIGNED_BY_ID: assigned,
      CREATED_BY_ID: assigned,
      MODIFY_BY_ID: assigned,
      DATE_CREATE: created,
      DATE_MODIFY: created + pick.below(5) * 3_600_000,
      OPENED: 'Y',
      ...contactsOf(20_000 + index, true, index % 4 > 0),
    };
  });
}

/** The companies, each with a person to talk to. */
export function companies({ today, pick }: SeedContext): readonly Row[] {
  return FIRMS.map((title, index) => ({
    ID: 1 + index,
    TITLE: title,
    COMPANY_TYPE: 'CUSTOMER',
    INDUSTRY: pick.of(['HORECA', 'RETAIL', 'OFFICE']),
    REVENUE: (pick.below(50) + 1) * 1_000_000,
    CURRENCY_ID: 'RUB',
    ASSIGNED_BY_ID: pick.of(SELLERS),
    CREATED_BY_ID: 2,
    MODIFY_BY_ID: 2,
    DATE_CREATE: today - (300 - index * 9) * DAY_MS,
    DATE_MODIFY: today - pick.below(100) * DAY_MS - DAY_MS,
    OPENED: 'Y',
    COMMENTS: `Пишет ${longName(pick.of(FIRST_NAMES), pick.of(LAST_NAMES))}`,
    ...contactsOf(30_000 + index, true, true),
  }));
}
