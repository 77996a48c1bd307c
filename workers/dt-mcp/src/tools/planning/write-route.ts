import * as z from 'zod';
import type { LearningRoute } from '../../domain/planning/learning-route.ts';
import type { DtServices } from '../../services.ts';
import { requireSaved } from '../require.ts';
import { timeZoneOf } from '../zone.ts';
import { ROUTE_ID } from './get-learning-route.ts';

/** Output of a write of the route; the route itself needs read access. */
export const WrittenRoute = z.object({
  route: z.object({ version: z.int(), updated_at: z.string() }),
  operation: z.enum(['created', 'updated', 'unchanged']),
  timezone: z.string(),
});

/** Replaces the route if its version is the expected one. */
export async function writeRoute(
  body: LearningRoute,
  expectedVersion: number,
  services: DtServices,
  nowMs: number,
): Promise<z.input<typeof WrittenRoute>> {
  const saved = await services.documents.saveDocument(
    'learning_route',
    { id: ROUTE_ID, create: true, label: 'route', date: '2000-01-01', body, expectedVersion, idempotencyKey: null },
    { clientId: services.clientId, nowMs },
  );
  const { operation, document } = requireSaved(saved, 'Маршрут', 'steps');
  const { version, updatedAtMs } = document;
  const route = { version, updated_at: new Date(updatedAtMs).toISOString() };
  return { route, operation, timezone: await timeZoneOf(undefined, services) };
}
