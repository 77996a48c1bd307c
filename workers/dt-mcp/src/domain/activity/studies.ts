/** Verdicts of a checked exercise. */
export const EXERCISE_VERDICTS = ['accepted', 'needs_revision', 'rejected'] as const;

/** A verdict of a checked exercise. */
export type ExerciseVerdict = (typeof EXERCISE_VERDICTS)[number];

/** A place of a guide that records name. */
export interface GuideRecord {
  readonly ref: string;
  /** How many pages the guide has, as the record says; null when it does not. */
  readonly pages: number | null;
  /** Start of the newest such record, epoch ms. */
  readonly atMs: number;
}

/** An exercise that records name, and a verdict of it; null when a record says none. */
export interface ExerciseRecord {
  readonly ref: string;
  readonly verdict: ExerciseVerdict | null;
}

/** A guide of the learner. What is unknown is null, and `why` says so in Russian. */
export interface GuideStudied {
  /** Code or slug of the guide, the host of an address, else the words of the record. */
  readonly id: string;
  /** Different pages that records name. */
  readonly done: number | null;
  /** Pages of the guide. */
  readonly total: number | null;
  readonly why: string | null;
}

/** Exercises of the learner. What is unknown is null, and `why` says so in Russian. */
export interface ExercisesDone {
  /** Exercises accepted at least once. */
  readonly accepted: number | null;
  /** Exercises with another verdict, not accepted so far. */
  readonly revision: number | null;
  readonly why: string | null;
}

/** A page by its permanent number, `X1.2:3`; without `:3` it is a section, `X1` alone is a guide. */
const NUMBER = /^([A-Z]+\d+)(?:\.\d+(:\d+)?)?(?:\.\d+)*$/;

/** The guide of a place, and its page when the place is inside one. */
function placeOf(ref: string): { readonly guide: string; readonly page: string | null } {
  const [number, code, page] = NUMBER.exec(ref) ?? [];
  if (code !== undefined) return { guide: code, page: page === undefined ? null : pageOf(number ?? ref) };
  if (/^https?:/i.test(ref) && URL.canParse(ref)) return placeOfAddress(new URL(ref));
  const [guide = ref] = ref.split('/');
  return { guide, page: guide === ref ? null : ref };
}

/** Of an address nothing but its host tells the guide. A heading, after `#`, belongs to its page. */
function placeOfAddress({ host, pathname, search }: URL): ReturnType<typeof placeOf> {
  const page = pathname.replace(/\/+$/, '') + search;
  return { guide: host, page: page === '' ? null : host + page };
}

/** The number of the page that a heading belongs to: `X1.2:3` of `X1.2:3.1`. */
const pageOf = (number: string) => number.replace(/(:\d+).*$/, '$1');

/** The guides that records name, the latest first. */
export function guidesStudied(records: readonly GuideRecord[]): readonly GuideStudied[] {
  const byGuide = Map.groupBy(records, ({ ref }) => placeOf(ref).guide);
  return [...byGuide]
    .map(([id, own]) => ({ id, atMs: Math.max(...own.map(({ atMs }) => atMs)), ...guideStudied(own) }))
    .toSorted((one, other) => other.atMs - one.atMs || (one.id < other.id ? -1 : 1))
    .map(({ atMs: _, ...guide }) => guide);
}

function guideStudied(records: readonly GuideRecord[]): Omit<GuideStudied, 'id'> {
  const pages = new Set(records.map(({ ref }) => placeOf(ref).page).filter((page) => page !== null));
  const done = pages.size === 0 ? null : pages.size;
  const said = sizeOf(records);
  const isOutdated = said !== null && said < pages.size;
  const reasons = [
    ...(done === null ? ['записи не называют страниц'] : []),
    ...(said === null ? ['сколько в руководстве страниц, записи не говорят'] : []),
    ...(isOutdated ? [`записи называют больше страниц, чем было в руководстве (${said})`] : []),
  ];
  return { done, total: isOutdated ? null : said, why: reasons.join('; ') || null };
}

/** The size that the newest record gives; of two at once the larger. */
function sizeOf(records: readonly GuideRecord[]): number | null {
  const [newest] = records
    .filter(({ pages }) => pages !== null)
    .toSorted((one, other) => other.atMs - one.atMs || (other.pages ?? 0) - (one.pages ?? 0));
  return newest?.pages ?? null;
}

/** The exercises that records name, counted once each. */
export function exercisesDone(records: readonly ExerciseRecord[]): ExercisesDone {
  const refs = (which: (record: ExerciseRecord) => boolean) => new Set(records.filter(which).map(({ ref }) => ref));
  const all = refs(() => true);
  const judged = refs(({ verdict }) => verdict !== null);
  const accepted = refs(({ verdict }) => verdict === 'accepted').size;
  if (all.size === 0) return { accepted: null, revision: null, why: 'записей об упражнениях нет' };
  if (judged.size === 0) return { accepted: null, revision: null, why: 'записи об упражнениях не называют вердикта' };
  const unjudged = all.size - judged.size;
  return {
    accepted,
    revision: judged.size - accepted,
    why: unjudged === 0 ? null : `упражнений, о которых записан только факт: ${unjudged}`,
  };
}
