import { ToolError } from '@aisystant/mcp';
import { z } from 'zod';
import { hashOf, newSecret } from './secret.ts';
import { takeTimeZone } from './take.ts';
import { tool } from './tool.ts';

/** How long a confirmation is good. */
const CONFIRMATION_MS = 10 * 60_000;

const ELSEWHERE =
  'Удаляется всё в этом двойнике. Другие серверы Aisystant хранят своё сами: удалить это можно у каждого из них. Подключения приложений завершаются на странице /account этого сервера. Что приложение-чат запомнило само, удаляют в его настройках.';

/** `dt.delete_my_data`: removes everything for good, in two steps. */
export const deleteMyData = tool({
  id: 'dt.delete_my_data',
  version: '1.0.0',
  status: 'stable',
  updated: '2026-11-20',
  title: 'Удалить мои данные',
  intent: 'Удали всё, что ты обо мне хранишь.',
  useWhen: ['ученик сам просит удалить свои данные насовсем'],
  doNotUseWhen: [
    { case: 'ошибочна одна запись', use: 'dt.cancel_activity_event' },
    { case: 'нужна копия', use: 'dt.export_my_data' },
  ],
  scope: 'dt:write',
  effect: 'destructive',
  openWorld: false,
  semantics: 'Без confirm ничего не удаляет: считает и даёт confirmation_token на 10 минут. С ним удаляет насовсем.',
  metrics: [],
  dependsOn: ['TwinStore.counts', 'TwinStore.erase'],
  privacy: 'только двойник этого ученика; остаётся отметка об удалении без слов и чисел',
  errors: ['INVALID_ARGUMENT', 'CONFLICT', 'CONSENT_REQUIRED'],
  examples: [
    { question: 'Удали всё обо мне', input: {}, answer: 'Сколько чего удалится и confirmation_token.' },
    {
      question: 'Да, удаляй',
      input: { confirm: 'токен-из-прошлого-ответа' },
      answer: 'Удалено; CONFLICT, если токен не годится.',
    },
  ],
  input: z.strictObject({
    confirm: z.string().min(1).max(100).optional().describe('confirmation_token после согласия ученика'),
  }),
  output: z.object({
    status: z.enum(['dry_run', 'deleted']),
    counts: z.object({ events: z.int(), notes: z.int(), reports: z.int(), documents: z.int() }).nullable(),
    confirmation_token: z.string().nullable(),
    expires_at: z.string().nullable(),
    deleted_at: z.string().nullable(),
    elsewhere: z.string(),
    timezone: z.string(),
  }),
  async run({ confirm }, { services, now }) {
    const { twin, clientId } = services;
    const timezone = await takeTimeZone(undefined, services);
    const writer = { clientId, nowMs: now };
    const common = { elsewhere: ELSEWHERE, timezone };
    if (confirm === undefined) {
      const secret = newSecret();
      const expiresAtMs = now + CONFIRMATION_MS;
      await twin.issueTicket('delete', await hashOf(secret), expiresAtMs, writer);
      const expires_at = new Date(expiresAtMs).toISOString();
      const counts = await twin.counts();
      return {
        ...common,
        status: 'dry_run' as const,
        counts,
        confirmation_token: secret,
        expires_at,
        deleted_at: null,
      };
    }
    const erased = await twin.erase(await hashOf(confirm), writer);
    if (erased.status === 'refused') {
      throw new ToolError('CONFLICT', 'Это подтверждение не годится, ничего не удалено.', {
        field: 'confirm',
        hint: 'Вызов без confirm даст новое.',
      });
    }
    const deleted_at = new Date(erased.deletedAtMs).toISOString();
    return {
      ...common,
      status: 'deleted' as const,
      counts: erased.counts,
      confirmation_token: null,
      expires_at: null,
      deleted_at,
    };
  },
  summarize: ({ status, counts, confirmation_token, elsewhere }) => {
    const held =
      counts === null
        ? ''
        : ` Записей ${counts.events}, заметок ${counts.notes}, отчётов ${counts.reports}, прочего ${counts.documents}.`;
    if (status === 'deleted') return `Удалено насовсем.${held} ${elsewhere}`;
    return `Ничего ещё не удалено.${held} confirmation_token=${confirmation_token}. ${elsewhere}`;
  },
});
