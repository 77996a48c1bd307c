/** Address of the widget that shows the list of recordings and a transcript. */
export const MEETINGS_WIDGET = 'ui://ktalk-mcp/meetings.html';
