import { EVENT_LIMIT, EVENTS_PER_DAY } from '../store/event-store.ts';
import { NOTE_LIMIT } from '../store/note-store.ts';

/** The published privacy policy. */
export const PRIVACY_POLICY = {
  version: '1.1.1',
  keeps: [
    'записи о делах',
    'заметки рефлексии',
    'цели, планы, слоты, рабочие продукты, маршрут, сессии',
    'то, что ученик сказал о себе в профиле',
    'какое приложение что записало',
  ],
  never_keeps: ['в двойнике — имя учётной записи, почту, телефон', 'переписку с чатом', 'тексты в журналах сервера'],
  limits: { events: EVENT_LIMIT, events_a_day: EVENTS_PER_DAY, notes: NOTE_LIMIT },
  who_reads: 'только приложения, которым ученик разрешил это при входе; другой ученик не может',
  rights: {
    consent: 'dt_get_consent показывает разрешения, dt_save_consent забирает их, возвращает только новый вход',
    correction:
      'dt_update_activity_event и dt_update_work_product исправляют, dt_cancel_activity_event и dt_cancel_reflection_note отменяют ошибочное',
    copy: 'dt_export_my_data или ресурс dt://me/export; нужно разрешение на чтение; без чата — кнопка на странице /account',
    erasure:
      'dt_delete_my_data, в два шага; забранное разрешение на запись ему не мешает; все подключения и личные токены завершаются; без чата — кнопка на странице /account',
  },
  after_erasure: {
    kept: 'отметка об удалении (псевдоним и время) и забранные разрешения (приложение, вид, время): без слов и чисел ученика',
    logs: 'строки журнала с псевдонимом ученика, пока журнал хранится',
    recovery: 'восстановление хранилища на прошлый момент у платформы, 30 дней',
  },
} as const;
