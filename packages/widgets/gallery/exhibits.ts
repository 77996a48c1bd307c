/** A widget of the gallery, with the call whose answer it shows. */
export interface Exhibit {
  readonly widget: string;
  readonly title: string;
  readonly server: string;
  readonly tool: string;
  readonly input: { readonly [field: string]: unknown };
}

const dt = { server: 'dt-mcp' };
const requirements = { server: 'requirements-mcp', widget: 'requirements' };

/** The widgets in the order in which they are shown; one with several tools has a place for each. */
export const EXHIBITS: readonly Exhibit[] = [
  { ...dt, widget: 'week', title: 'Неделя', tool: 'dt_get_week_summary', input: { week: 'previous' } },
  { ...dt, widget: 'progress', title: 'Прогресс', tool: 'dt_get_progress', input: { horizon: '12w' } },
  {
    ...dt,
    widget: 'progress',
    title: 'Показатели по неделям',
    tool: 'dt_get_metric_trend',
    input: { metric_ids: ['hours_per_week', 'slot_consistency_percent'], period: '12w' },
  },
  { ...dt, widget: 'plan', title: 'План недели', tool: 'dt_get_week_plan', input: { week: 'previous' } },
  {
    server: 'exercises-mcp',
    widget: 'exercise',
    title: 'Упражнение',
    tool: 'exercises_get',
    input: { exercise_id: 'ex-x2-01' },
  },
  { server: 'ktalk-mcp', widget: 'meetings', title: 'Встречи', tool: 'get_user_records', input: { limit: 5 } },
  { server: 'guides-mcp', widget: 'page', title: 'Страница руководства', tool: 'guides_get', input: { id: 'X1.2:3' } },
  { ...requirements, title: 'Дерево эпика', tool: 'get_hierarchy', input: { id: 'EP-001' } },
  { ...requirements, title: 'Связи требований', tool: 'list_relationships', input: { limit: 100 } },
];
