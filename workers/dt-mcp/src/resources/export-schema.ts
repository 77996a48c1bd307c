import { lazy } from '@aisystant/mcp';
import * as z from 'zod';

const ms = z.int().describe('epoch, миллисекунды');
const rows = (shape: Record<string, z.ZodType>) => z.array(z.looseObject(shape));

/** Schema of an export: the rows of every table. Lazy: only its resource and tests need it. */
export const exportSchema = lazy(() =>
  z.strictObject({
    format: z.literal('aisystant-digital-twin'),
    version: z.literal('1.0.0'),
    exported_at: z.string(),
    twin: rows({ born_at_ms: ms }).describe('когда появился двойник'),
    event: rows({
      event_id: z.string(),
      source: z.string(),
      external_id: z.string(),
      activity_type: z.string(),
      start_ms: ms,
      duration_minutes: z.int().nullable(),
      confidence: z.number(),
      client_id: z.string(),
      recorded_at_ms: ms,
    }).describe('записи о делах'),
    note: rows({ note_id: z.string(), type: z.string(), body: z.string().describe('заметка, JSON'), saved_at_ms: ms }),
    sync_report: rows({ source: z.string(), from_date: z.string(), to_date: z.string(), received_at_ms: ms }),
    document: rows({
      kind: z
        .string()
        .describe('goal, week_plan, slot, work_product, stage_assessment, profile, guide_session, learning_route'),
      id: z.string(),
      version: z.int(),
      body: z.string().describe('содержание, JSON'),
      created_at_ms: ms,
      updated_at_ms: ms,
    }),
    cancellation: rows({ kind: z.string(), id: z.string(), reason: z.string().nullable(), cancelled_at_ms: ms }),
    withdrawal: rows({ client_id: z.string(), scope: z.string(), withdrawn_at_ms: ms }).describe(
      'забранные разрешения',
    ),
    tombstone: rows({ hash: z.string(), deleted_at_ms: ms }).describe('отметки об удалении'),
    call: rows({
      at_ms: ms,
      server: z.string().describe('сервер, по адресу которого пришло обращение'),
      via: z.string(),
      app: z.string(),
      kind: z.string(),
      name: z.string(),
      code: z.string(),
    }).describe('обращения приложений за 90 дней, каким бы путём они ни пришли'),
  }),
);
