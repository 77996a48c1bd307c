/** Address of the widget that shows a page. */
export const PAGE_WIDGET = 'ui://guides-mcp/page.html';
