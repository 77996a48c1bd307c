import { quoteWords } from '@aisystant/mcp';
import type * as z from 'zod';
import type { RelationshipView } from '../../queries/relationship-view.ts';

/** A relationship in one line. */
export function relationshipLine({ id, source, type, target }: z.output<typeof RelationshipView>): string {
  const end = ({ reference_id, title }: typeof source) =>
    title === null ? reference_id : `${reference_id} ${quoteWords(title)}`;
  return `${end(source)} ${type} ${end(target)} (${id})`;
}

/** Cycles in one line each. */
export function cycleLines(cycles: readonly (readonly string[])[]): readonly string[] {
  return cycles.map((cycle) => `Круг: ${cycle.join(' → ')}.`);
}
