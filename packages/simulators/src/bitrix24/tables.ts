/** Types of columns as Bitrix24 names them, and `integers` and `strings` for lists. */
export type ColumnType =
  | 'integer'
  | 'double'
  | 'string'
  | 'char'
  | 'boolean'
  | 'datetime'
  | 'date'
  | 'user'
  | 'integers'
  | 'strings'
  | `crm_${'status' | 'company' | 'contact' | 'lead' | 'quote' | 'currency' | 'category' | 'multifield'}`;

/** One column of a table. */
export interface Column {
  readonly type: ColumnType;
  readonly title: string;
  /** Dictionary of its values, for `crm_status`. */
  readonly statusType?: string;
}

/** The columns of a table by name. */
export type Columns = { readonly [name: string]: Column };

/** A phone number or an address of a contact. */
export interface MultiField {
  readonly ID: string;
  readonly VALUE_TYPE: string;
  readonly VALUE: string;
  readonly TYPE_ID: string;
}

/** A value as it is stored: times are epoch ms. */
export type Value = string | number | boolean | null | readonly number[] | readonly string[] | readonly MultiField[];

/** A stored row; columns without a value are missing. */
export type Row = { readonly ID: number } & { readonly [column: string]: Value };

/** Reads lines of `NAME type[:dictionary] title`. */
function columns(lines: string): Columns {
  const read = (line: string): [string, Column] => {
    const [name = '', typed = '', ...title] = line.trim().split(' ');
    const [type, statusType] = typed.split(':');
    return [name, { type: type as ColumnType, title: title.join(' '), ...(statusType && { statusType }) }];
  };
  return Object.fromEntries(lines.trim().split('\n').map(read));
}

const PEOPLE_AND_TIMES = `ASSIGNED_BY_ID user Ответственный
CREATED_BY_ID user Кем создан
MODIFY_BY_ID user Кем изменён
DATE_CREATE datetime Дата создания
DATE_MODIFY datetime Дата изменения
OPENED char Доступен для всех
COMMENTS string Комментарий`;
const UTM = `UTM_SOURCE string Рекламная система
UTM_MEDIUM string Тип трафика
UTM_CAMPAIGN string Кампания
UTM_CONTENT string Содержание кампании
UTM_TERM string Условие поиска`;
const MULTI = `PHONE crm_multifield Телефон
EMAIL crm_multifield E-mail
WEB crm_multifield Сайт
IM crm_multifield Мессенджер`;

/** Columns of `crm.lead.*`. */
export const LEAD = columns(`ID integer ID
TITLE string Название
NAME string Имя
SECOND_NAME string Отчество
LAST_NAME string Фамилия
COMPANY_TITLE string Название компании
COMPANY_ID crm_company Компания
CONTACT_ID crm_contact Контакт
SOURCE_ID crm_status:SOURCE Источник
SOURCE_DESCRIPTION string Об источнике
STATUS_ID crm_status:STATUS Стадия
STATUS_DESCRIPTION string О стадии
STATUS_SEMANTIC_ID string Группа стадии
POST string Должность
CURRENCY_ID crm_currency Валюта
OPPORTUNITY double Сумма
IS_RETURN_CUSTOMER char Повторный лид
HAS_PHONE char Есть телефон
HAS_EMAIL char Есть e-mail
DATE_CLOSED datetime Дата завершения
MOVED_BY_ID user Кем перемещён
MOVED_TIME datetime Дата перемещения
UF_CRM_DELIVERY string Куда доставить
${PEOPLE_AND_TIMES}
${UTM}
${MULTI}`);

/** Columns of `crm.deal.*`. */
export const DEAL = columns(`ID integer ID
TITLE string Название
TYPE_ID crm_status:DEAL_TYPE Тип
CATEGORY_ID crm_category Воронка
STAGE_ID crm_status:DEAL_STAGE Стадия сделки
STAGE_SEMANTIC_ID string Группа стадии
IS_NEW char Новая сделка
IS_RETURN_CUSTOMER char Повторная сделка
PROBABILITY integer Вероятность
CURRENCY_ID crm_currency Валюта
OPPORTUNITY double Сумма
TAX_VALUE double Ставка налога
COMPANY_ID crm_company Компания
CONTACT_ID crm_contact Контакт
LEAD_ID crm_lead Лид
BEGINDATE date Дата начала
CLOSEDATE date Дата завершения
CLOSED char Закрыта
SOURCE_ID crm_status:SOURCE Источник
SOURCE_DESCRIPTION string Об источнике
MOVED_BY_ID user Кем перемещена
MOVED_TIME datetime Дата перемещения
LAST_ACTIVITY_TIME datetime Последняя активность
LAST_ACTIVITY_BY user Кто был активен
UF_CRM_DELIVERY string Куда доставить
${PEOPLE_AND_TIMES}
${UTM}`);

/** Columns of `crm.contact.*`. */
export const CONTACT = columns(`ID integer ID
NAME string Имя
SECOND_NAME string Отчество
LAST_NAME string Фамилия
POST string Должность
TYPE_ID crm_status:CONTACT_TYPE Тип контакта
SOURCE_ID crm_status:SOURCE Источник
COMPANY_ID crm_company Компания
BIRTHDATE date Дата рождения
EXPORT char Участвует в экспорте
HAS_PHONE char Есть телефон
HAS_EMAIL char Есть e-mail
${PEOPLE_AND_TIMES}
${MULTI}`);

/** Columns of `crm.company.*`. */
export const COMPANY = columns(`ID integer ID
TITLE string Название
COMPANY_TYPE crm_status:COMPANY_TYPE Тип компании
INDUSTRY crm_status:INDUSTRY Сфера деятельности
REVENUE double Годовой оборот
CURRENCY_ID crm_currency Валюта
HAS_PHONE char Есть телефон
HAS_EMAIL char Есть e-mail
${PEOPLE_AND_TIMES}
${MULTI}`);

/** Columns of `user.get`. */
export const USER = columns(`ID integer ID
ACTIVE boolean Активен
NAME string Имя
SECOND_NAME string Отчество
LAST_NAME string Фамилия
EMAIL string E-mail
LAST_LOGIN datetime Последний вход
DATE_REGISTER datetime Дата регистрации
TIME_ZONE string Часовой пояс
IS_ONLINE char На сайте
PERSONAL_GENDER string Пол
PERSONAL_MOBILE string Личный телефон
WORK_PHONE string Рабочий телефон
WORK_POSITION string Должность
UF_DEPARTMENT integers Подразделения
USER_TYPE string Тип`);

/** Columns of `tasks.task.*`, as filters and selections name them. */
export const TASK = columns(`ID integer ID
PARENT_ID integer ID базовой задачи
TITLE string Название
DESCRIPTION string Описание
PRIORITY integer Важность
STATUS integer Статус
REAL_STATUS integer Настоящий статус
GROUP_ID integer Проект
CREATED_BY user Постановщик
CREATED_DATE datetime Дата создания
RESPONSIBLE_ID user Исполнитель
CHANGED_BY user Кем изменена
CHANGED_DATE datetime Дата изменения
CLOSED_DATE datetime Дата завершения
ACTIVITY_DATE datetime Последняя активность
DATE_START datetime Дата начала
DEADLINE datetime Крайний срок
START_DATE_PLAN datetime Начало по плану
END_DATE_PLAN datetime Завершение по плану
TIME_ESTIMATE integer Плановые трудозатраты
MARK string Оценка
ACCOMPLICES integers Соисполнители
AUDITORS integers Наблюдатели
TAGS strings Теги`);
