import { definePrompt } from '@aisystant/mcp';
import * as z from 'zod';
import { filled, type Texts } from '../domain/texts.ts';

const Word = z.string().min(1).max(100);

/** The prompts with the texts of a language. */
export const prompts = ({ prompts: texts }: Texts) => [
  prompt('fresh_leads', texts.fresh_leads, z.strictObject({ period: Word.default(texts.fresh_leads.period) })),
  prompt('overdue_tasks', texts.overdue_tasks, z.strictObject({})),
  prompt(
    'stuck_deals',
    texts.stuck_deals,
    z.strictObject({
      days: z
        .string()
        .regex(/^\d{1,3}$/)
        .default('14'),
    }),
  ),
  prompt('seller_week', texts.seller_week, z.strictObject({ person: Word })),
];

function prompt<A extends z.ZodObject>(
  name: string,
  { title, purpose, text }: Texts['prompts']['overdue_tasks'],
  args: A,
) {
  return definePrompt({
    name,
    title,
    purpose,
    version: '1.0.0',
    arguments: () => args,
    render: (values) => filled(text, values as Record<string, string>),
  });
}
