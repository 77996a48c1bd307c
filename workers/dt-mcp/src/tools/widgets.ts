/** Addresses of the widgets that show the answers of tools. */
export const WEEK_WIDGET = 'ui://dt-mcp/week.html';
export const PROGRESS_WIDGET = 'ui://dt-mcp/progress.html';
export const PLAN_WIDGET = 'ui://dt-mcp/plan.html';
