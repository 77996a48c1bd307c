import type { SeedContext } from './seed-context.ts';
import type { Row } from './tables.ts';

const COUNT = 70;
const DAY_MS = 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;
const WORKERS = [1, 2, 2, 3, 3, 4, 4, 5, 5] as const;
const WORK = [
  'Позвонить клиенту',
  'Подготовить смету',
  'Согласовать эскиз',
  'Заказать фурнитуру',
  'Проверить договор',
  'Назначить замер',
  'Выставить счёт',
];

/** Pending, in progress, awaiting control, completed, deferred. */
const STATUSES = [2, 3, 4, 5, 6] as const;
const COMPLETED = 5;

/** The tasks, in every status; about a third is overdue. */
export function tasks(context: SeedContext): readonly Row[] {
  return Array.from({ length: COUNT }, (_, index) => task(index, context));
}

function task(index: number, { today, pick }: SeedContext): Row {
  const status = STATUSES[index % STATUSES.length] as number;
  const responsible = WORKERS[index % WORKERS.length] as number;
  const created = today - (pick.below(90) + 25) * DAY_MS + 9 * HOUR_MS;
  const deadline = deadlineOf(index, { today, pick });
  const closed = status === COMPLETED ? created + DAY_MS : null;
  const isLate = deadline !== null && deadline < today && closed === null;
  return {
    ID: 7000 + index,
    TITLE: `${WORK[index % WORK.length]}: заказ № ${2000 + pick.below(120)}`,
    DESCRIPTION: 'Подробности в карточке заказа.',
    PRIORITY: pick.below(3),
    REAL_STATUS: status,
    STATUS: isLate ? -1 : status,
    GROUP_ID: 0,
    CREATED_BY: index % 4 === 0 ? 2 : responsible,
    CREATED_DATE: created,
    RESPONSIBLE_ID: responsible,
    CHANGED_BY: responsible,
    CHANGED_DATE: closed ?? created + pick.below(4) * DAY_MS,
    CLOSED_DATE: closed,
    ACTIVITY_DATE: closed ?? created,
    DEADLINE: deadline,
    TIME_ESTIMATE: 3600,
    ACCOMPLICES: index % 6 === 0 ? [3, 4] : [],
    AUDITORS: index % 5 === 0 ? [1] : [],
    TAGS: index % 4 === 0 ? ['срочно'] : [],
  };
}

/** None for every seventh task; one of two others is in the past. */
function deadlineOf(index: number, { today, pick }: SeedContext): number | null {
  const days = (pick.below(20) + 1) * (index % 2 === 0 ? -1 : 1);
  return index % 7 === 0 ? null : today + days * DAY_MS + 18 * HOUR_MS;
}
