import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stemOf } from '../src/stem.ts';
import { fold } from '../src/words.ts';
import { openDictionary } from './dictionary.ts';

/** Words of talk about work and study with forms that the stemmer does not bring together. */
const LEMMAS = fold(`
  время имя знамя племя день полдень неделя год месяц час минута секунда сутки понедельник вторник среда четверг пятница суббота
  человек ребёнок друг брат сын мать дочь отец люди муж жена хозяин участник слушатель руководитель
  вопрос запись заметка заготовка закладка пометка выписка рассылка ссылка страница таблица список перечень конспект
  оценка проверка ошибка правка попытка подсказка поправка настройка поддержка разработка обработка доработка выборка установка
  загрузка выгрузка доставка отсрочка заявка сделка ставка скидка покупка повестка встреча созвон звонок рынок урок
  отдых перерыв отрезок промежуток остаток недостаток порядок участок образец конец отец жилец владелец исполнитель
  число письмо окно кресло ядро ведро сердце солнце яйцо лицо место правило начало
  часть роль цель мысль модель путь область связь речь смысл уровень документ система проект опыт
  папка карточка колонка строка доска сводка рамка нагрузка остановка граница половина уведомление
  деньги данные выводы итоги рост лист стул дерево сук мастер доктор профессор директор адрес город дом
`)
  .trim()
  .split(/\s+/);

/** Plurals of another root, which the dictionary takes for other words. */
const OTHER_ROOTS: { readonly [lemma: string]: readonly string[] } = {
  человек: ['люди', 'людей', 'людям', 'людях'],
  ребенок: ['дети', 'детей', 'детям', 'детях'],
  год: ['лет'],
};

/** The shortest form that is no abbreviation. */
const SHORTEST = 3;

/** Of each of these words the stem of its dictionary form, and the forms that have another, with spaces between. */
export async function irregularWords(): Promise<readonly string[]> {
  const lookUp = await openDictionary();
  return LEMMAS.flatMap((lemma) => {
    const stem = stemOf(lemma);
    // Not the abbreviations that the dictionary lists as forms, nor forms that are more often those of another word.
    const isOdd = (form: string) => stemOf(form) !== stem && form.length >= Math.max(SHORTEST, stem.length - 1);
    const own = (lookUp(lemma)?.forms ?? []).filter((form) => isOdd(form) && lookUp(form)?.lemma === lemma);
    const odd = [...own, ...(OTHER_ROOTS[lemma] ?? [])];
    return odd.length === 0 ? [] : [[stem, ...odd].join(' ')];
  });
}

const IRREGULAR_WORDS = path.join(import.meta.dirname, '../src/irregular-words.json');

if (import.meta.main) await writeFile(IRREGULAR_WORDS, `${JSON.stringify(await irregularWords(), null, 2)}\n`);
