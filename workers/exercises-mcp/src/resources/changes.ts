/** Changes of the server, newest first. */
export const changes = [
  {
    version: '0.1.0',
    date: '2026-11-28',
    what: 'Первые одиннадцать упражнений, проверка ответов, рубрики, подсказки, попытки, согласие, копия и удаление.',
  },
];
