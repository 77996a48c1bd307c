import { ToolError } from '@aisystant/mcp';
import { z } from 'zod';
import { localDateAt } from '../domain/calendar.ts';
import { ASSESSMENT_BASES, isConfirmed } from '../domain/stage-assessment.ts';
import { estimatePeriod, estimateStage } from '../domain/stage-estimate.ts';
import { findStage, STAGE_IDS, STAGES } from '../domain/stages.ts';
import { digestOf } from './digest.ts';
import { idempotencyKey, StageOnWire } from './fields.ts';
import { confirmedStage, readTwin } from './read-twin.ts';
import { takeSaved, takeTimeZone } from './take.ts';
import { tool } from './tool.ts';

/** `dt.save_stage_assessment`: notes down a word about the stage. */
export const saveStageAssessment = tool({
  id: 'dt.save_stage_assessment',
  version: '1.0.0',
  status: 'stable',
  updated: '2026-11-20',
  title: 'Записать оценку ступени',
  intent: 'Мы обсудили ступень, запиши.',
  useWhen: ['ученик и Проводник обсудили ступень и согласны'],
  doNotUseWhen: [{ case: 'ступень нужно узнать', use: 'dt.get_stage_status' }],
  scope: 'dt:write',
  effect: 'write',
  openWorld: false,
  semantics: 'Это оценка, а не ступень: подтверждена она, лишь если basis=dialog и числа говорят то же.',
  metrics: [],
  dependsOn: ['TwinStore.saveDocument', 'TwinStore.facts'],
  privacy: 'только двойник этого ученика',
  errors: ['INVALID_ARGUMENT', 'CONFLICT', 'CONSENT_REQUIRED'],
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
  input: z.strictObject({
    proposed_stage: z
      .string()
      .min(1)
      .max(60)
      .describe(`${STAGE_IDS.join(', ')} или русское название`),
    basis: z.enum(ASSESSMENT_BASES),
    reason: z.string().trim().min(1).max(1000),
    confidence: z.number().min(0).max(1).optional(),
    idempotency_key: idempotencyKey,
  }),
  output: z.object({
    assessment_id: z.string(),
    proposed_stage: StageOnWire,
    estimate: StageOnWire.nullable(),
    differs_from_estimate: z.boolean(),
    confirmed: z.boolean(),
    created: z.boolean(),
    timezone: z.string(),
  }),
  async run({ proposed_stage, basis, reason, confidence = null, idempotency_key }, { services, now }) {
    const { twin, clientId } = services;
    const zone = await takeTimeZone(undefined, services);
    const stage = findStage(proposed_stage);
    if (stage === null) {
      const hint = `Есть: ${STAGES.map(({ title_ru }) => title_ru).join(', ')}.`;
      throw new ToolError('INVALID_ARGUMENT', 'Такой ступени нет.', { field: 'proposed_stage', hint });
    }
    const today = localDateAt(now, zone);
    const facts = await readTwin(twin, estimatePeriod(today), zone);
    const { estimate } = estimateStage(facts, await confirmedStage(twin), zone, now);
    const confirmed = isConfirmed(basis, stage.id, estimate);
    const said = { proposedStage: stage.id, basis, reason, confidence };
    const key = idempotency_key === undefined ? `auto:${today}:${await digestOf(said)}` : `key:${idempotency_key}`;
    const saved = await twin.saveDocument(
      'stage_assessment',
      {
        id: null,
        create: true,
        label: confirmed ? 'confirmed' : 'proposed',
        on: today,
        body: { ...said, estimate, confirmed },
        expectedVersion: null,
        key,
      },
      { clientId, nowMs: now },
    );
    const { operation, document } = takeSaved(saved, 'Оценка ступени', 'proposed_stage');
    const { body } = document;
    return {
      assessment_id: document.id,
      proposed_stage: body.proposedStage,
      estimate: body.estimate,
      differs_from_estimate: body.proposedStage !== body.estimate,
      confirmed: body.confirmed,
      created: operation === 'created',
      timezone: zone,
    };
  },
  summarize: ({ assessment_id, proposed_stage, estimate, confirmed }) =>
    `Оценка записана: ${proposed_stage}, ${confirmed ? 'подтверждена' : `не подтверждена (по числам: ${estimate ?? 'нет данных'})`}; assessment_id=${assessment_id}.`,
});
