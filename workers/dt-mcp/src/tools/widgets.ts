/** Address of the widget that shows a week. */
export const WEEK_WIDGET = 'ui://dt-mcp/week.html';
/** Address of the widget that shows the progress, and the trend of one measure. */
export const PROGRESS_WIDGET = 'ui://dt-mcp/progress.html';
/** Address of the widget that shows and changes the plan of a week. */
export const PLAN_WIDGET = 'ui://dt-mcp/plan.html';
