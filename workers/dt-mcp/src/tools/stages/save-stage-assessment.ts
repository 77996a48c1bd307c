import { idempotencyKeyField, idempotencyKeyOf } from '@aisystant/mcp';
import * as z from 'zod';
import { ASSESSMENT_BASES, isConfirmed } from '../../domain/stages/stage-assessment.ts';
import type { StageId } from '../../domain/stages/stages.ts';
import { localDateAt } from '../../domain/time/calendar.ts';
import { readStage } from '../../queries/stage.ts';
import { mayRead } from '../consent.ts';
import { StageOnWire, stageName } from '../fields.ts';
import { requireSaved, requireStage } from '../require.ts';
import { tool } from '../tool.ts';
import { formatStage, withIds } from '../wording.ts';
import { timeZoneOf } from '../zone.ts';

/** `dt.save_stage_assessment`: records an opinion about the stage. */
export const saveStageAssessment = tool({
  id: 'dt.save_stage_assessment',
  version: '2.0.2',
  status: 'stable',
  title: 'Записать оценку ступени',
  intent: 'Мы обсудили ступень, запиши.',
  useWhen: ['ученик и Проводник обсудили ступень и согласны'],
  doNotUseWhen: [{ case: 'ступень нужно узнать', use: 'dt.get_stage_status' }],
  scope: 'dt:write',
  effect: 'write',
  semantics: 'Это оценка, а не ступень: подтверждена она, лишь если basis=dialog и числа говорят то же.',
  privacy: 'только двойник этого ученика',
  errors: ['INVALID_ARGUMENT', 'CONFLICT'],
  examples: [
    {
      question: 'Согласен: я практикующий',
      input: { proposed_stage: 'STG.Learner.Practicing', basis: 'dialog', reason: 'Обсудили неделю и привычки' },
      answer: 'assessment_id и подтверждена ли ступень.',
    },
    {
      question: 'Думаю, я систематический',
      input: { proposed_stage: 'Систематический', basis: 'self', reason: 'Так чувствую', confidence: 0.5 },
      answer: 'Оценка записана; differs_from_estimate скажет, расходится ли она с числами.',
    },
  ],
  input: () =>
    z.strictObject({
      proposed_stage: stageName,
      basis: z.enum(ASSESSMENT_BASES),
      reason: z.string().trim().min(1).max(1000),
      confidence: z.number().min(0).max(1).optional(),
      idempotency_key: idempotencyKeyField,
    }),
  output: () =>
    z.object({
      assessment_id: z.string(),
      proposed_stage: StageOnWire,
      estimate: StageOnWire.nullable().describe('что говорили одни числа, когда оценка записана'),
      differs_from_estimate: z.boolean().nullable(),
      confirmed: z.boolean().nullable().describe('null, как и estimate, без разрешения читать'),
      created: z.boolean(),
      timezone: z.string(),
    }),
  async run({ proposed_stage, basis, reason, confidence = null, idempotency_key }, { services, now }) {
    const { documents, clientId } = services;
    const zone = await timeZoneOf(undefined, services);
    const stage = requireStage(proposed_stage, 'proposed_stage');
    const today = localDateAt(now, zone);
    const { numbers: estimate } = (await readStage(services, zone, now)).found;
    const confirmed = isConfirmed(basis, stage.id, estimate);
    const assessment = { proposedStage: stage.id, basis, reason, confidence };
    const saved = await documents.saveDocument(
      'stage_assessment',
      {
        id: null,
        create: true,
        label: confirmed ? 'confirmed' : 'proposed',
        date: today,
        body: { ...assessment, estimate, confirmed },
        expectedVersion: 0,
        // Without the caller's key, one that the numbers confirm by now is not the one that they did not.
        idempotencyKey: await idempotencyKeyOf(idempotency_key, assessment, [today, assessment, confirmed]),
      },
      { clientId, nowMs: now },
    );
    const { operation, document } = requireSaved(saved, 'Оценка ступени', 'proposed_stage');
    const { body } = document;
    const differs_from_estimate = body.proposedStage !== body.estimate;
    const visible = (await mayRead(services))
      ? { estimate: body.estimate, differs_from_estimate, confirmed: body.confirmed }
      : { estimate: null, differs_from_estimate: null, confirmed: null };
    return {
      assessment_id: document.id,
      proposed_stage: body.proposedStage,
      ...visible,
      created: operation === 'created',
      timezone: zone,
    };
  },
  summarize: ({ assessment_id, proposed_stage, estimate, confirmed, created }) =>
    `${created ? 'Оценка записана' : 'Такая оценка уже записана'}: ${formatStage(proposed_stage, '')}${formatConfirmed(confirmed, estimate, created ? 'по числам' : 'по числам тогда')} ${withIds({ assessment_id })}.`,
});

/** Empty without read access: withheld data are not missing data. */
function formatConfirmed(confirmed: boolean | null, estimate: StageId | null, byNumbers: string): string {
  if (confirmed === null) return '';
  return confirmed
    ? ', подтверждена'
    : `, не подтверждена (${byNumbers}: ${formatStage(estimate, 'записей о делах нет')})`;
}
