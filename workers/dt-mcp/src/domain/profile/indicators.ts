import { ok, quote, type Refusal, type Result, refuse } from '@aisystant/mcp/result';
import { STAGES, type Threshold } from '../stages/stages.ts';
import type { Indicator, IndicatorAccess, IndicatorEntry } from './indicator.ts';
import { COLLECTED } from './indicators-collected.ts';
import { DECLARED } from './indicators-declared.ts';
import { DERIVED } from './indicators-derived.ts';

const ACCESS: Readonly<Record<string, IndicatorAccess>> = {
  1: 'declared',
  2: 'collected',
  3: 'derived',
  4: 'generated',
};

/** The metamodel: every indicator whose meaning is known. */
export const INDICATORS: readonly Indicator[] = [...DECLARED, ...COLLECTED, ...DERIVED].map(indicatorOf);

/** Indicators that the learner may write. */
export const DECLARED_INDICATORS = INDICATORS.filter(({ access }) => access === 'declared');

const BY_NAME: ReadonlyMap<string, Indicator> = new Map(
  INDICATORS.flatMap((one) => [one.id, ...one.aliases].map((name) => [name.toLowerCase(), one] as const)),
);

/** Finds an indicator by id in any spelling, by short name or by metric; refuses with similar ones. */
export function findIndicator(text: string): Result<Indicator, Refusal<'unknown_indicator'>> {
  const wanted = text.trim().toLowerCase();
  const found = BY_NAME.get(wanted) ?? BY_NAME.get(normalizedId(wanted)?.toLowerCase() ?? '');
  if (found) return ok(found);
  return refuse('unknown_indicator', `Нет такого показателя: ${quote(text)}.`, { suggestions: similarTo(wanted) });
}

/** `3.1.1`, `IND.3.1.1` and `IND.3.1.01` are the same id; null for other text. */
function normalizedId(text: string): string | null {
  const match = /^(?:ind\.)?(\d)\.(\d{1,2})\.(\d{1,2})$/i.exec(text);
  if (!match) return null;
  const [, category, group, last = ''] = match;
  return `IND.${category}.${Number(group)}.${last.padStart(2, '0')}`;
}

function indicatorOf(entry: IndicatorEntry): Indicator {
  const id = normalizedId(entry.number) ?? entry.number;
  const plain = id.replace(/\.0(\d)$/, '.$1');
  const names = [plain, entry.number, entry.field, entry.metric].filter((name) => name !== null && name !== id);
  const aliases = [...new Set([...names, id.slice(4), plain.slice(4)])] as string[];
  return { ...entry, id, aliases, access: ACCESS[id.charAt(4)] ?? 'generated', thresholds: thresholdsOf(entry.metric) };
}

function thresholdsOf(metric: string | null): Indicator['thresholds'] {
  if (metric === null) return null;
  const norms = STAGES.flatMap(({ id: stage, thresholds, shown }) => {
    const all = new Map<string, Threshold>(Object.entries({ ...thresholds, ...shown }));
    const threshold = all.get(metric);
    if (threshold === undefined) return [];
    const { min, max = 0, source } = threshold;
    const rule = min === undefined ? ('max' as const) : ('min' as const);
    return [{ stage, norm: min ?? max, rule, source, judged: Object.hasOwn(thresholds, metric) }];
  });
  return norms.length === 0 ? null : norms;
}

/** At most five similar names: of the same group, or with a common beginning. */
function similarTo(wanted: string): string[] {
  const id = normalizedId(wanted)?.toLowerCase();
  const group = id?.split('.').slice(0, 3).join('.');
  const isSimilar = (one: Indicator) =>
    group === undefined
      ? [one.field, one.metric].some((name) => name !== null && wanted.length >= 3 && name.includes(wanted.slice(0, 5)))
      : one.id.toLowerCase().startsWith(`${group}.`);
  return INDICATORS.filter(isSimilar)
    .slice(0, 5)
    .map(({ id: known, field }) => (field === null ? known : `${field} (${known})`));
}
