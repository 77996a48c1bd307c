import * as z from 'zod';
import { RelationshipView, relationshipViews } from '../../queries/relationship-view.ts';
import { uuid } from '../fields.ts';
import { notFound } from '../require.ts';
import { tool, writes } from '../tool.ts';
import { relationshipLine } from './relationship-line.ts';

/** `delete_relationship`: removes a relationship; the requirements stay. */
export const deleteRelationship = tool({
  ...writes,
  id: 'delete_relationship',
  title: 'Убрать связь',
  intent: 'Эти требования больше не связаны.',
  useWhen: ['человек подтвердил, что связи нет'],
  doNotUseWhen: [{ case: 'нужен id связи', use: 'list_relationships' }],
  effect: 'destructive',
  semantics: 'Сами требования остаются. Отвечает, что убрано: по этому её можно создать снова.',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'FORBIDDEN'],
  examples: [
    {
      question: 'REQ-1 не зависит от REQ-2',
      input: { relationship_id: '0b5b7f0e-2f6d-4c55-9a43-0e9d3c1f8a21' },
      answer: 'Что было связано; NOT_FOUND, если связи уже нет.',
    },
    {
      question: 'Разорви круг здесь',
      input: { relationship_id: '7d1f2a3b-4c5d-4e6f-8a7b-9c0d1e2f3a4b' },
      answer: 'Что было связано.',
    },
  ],
  input: () => z.strictObject({ relationship_id: uuid }),
  output: () => z.object({ removed: RelationshipView }),
  async run({ relationship_id }, { services: { store }, now }) {
    await store.require('write');
    const relationship = await store.unrelate(relationship_id, new Date(now).toISOString());
    const [removed] = relationship === null ? [] : await relationshipViews(store, [relationship]);
    if (removed === undefined) throw notFound('relationship_id');
    return { removed };
  },
  summarize: ({ removed }) => `Связь убрана: ${relationshipLine(removed)}.`,
});
