import { PARTIAL_BELOW, STALE_AFTER_MS, TOLERATED_GAP_DAYS } from '../domain/activity/coverage.ts';

/** The published rules of data quality. */
export const DATA_QUALITY_POLICY = {
  version: '2.0.0',
  coverage: {
    formula: 'coverage_ratio = days_known / days_expected: дни с данными / ожидаемые дни',
    expected_days:
      'прошедшие даты периода; сегодня — если уже есть запись; дни до первой записи неизвестны и в missing_dates не входят',
    observed_day: 'есть запись, или источник отчитался за этот день, или ученик закрыл день дневной заметкой',
    tolerated_hole: `дни без записей подряд, не больше ${TOLERATED_GAP_DAYS}, в неделе, где данные есть, считаются днями без дел и названы в assumptions; более длинная дыра нулём не считается; дыра меряется внутри календарной недели, поэтому о дне говорится одно и то же, о каком бы периоде ни спросили`,
    null_rule: 'null, если данных ещё не могло быть',
  },
  statuses: {
    OK: `полнота не ниже ${PARTIAL_BELOW}`,
    PARTIAL_DATA: `полнота ниже ${PARTIAL_BELOW}: показать с оговоркой, о трендах и ступенях не говорить`,
    NO_DATA: 'данных нет: задать не больше трёх вопросов, ничего не называть фактом',
  },
  stale: `источник не присылал данных больше ${STALE_AFTER_MS / 3_600_000} часов`,
  confidence:
    'средняя надёжность записей: проверенное задание 0.9, наблюдение 0.7–0.8, с чужих слов 0.5–0.7, со слов ученика 0.4',
  incomplete_week: 'текущая неделя: is_complete=false, выводов о неделе целиком нет',
} as const;
