/** What changed in the contracts of dt-mcp, newest first. */
export const CHANGELOG = [
  {
    date: '2026-11-20',
    version: '1.0.0',
    what: 'Первые инструменты: инвестированное время, итоги недели, записи о делах, запись дела, заметка рефлексии; приём событий от приложений.',
  },
] as const;
