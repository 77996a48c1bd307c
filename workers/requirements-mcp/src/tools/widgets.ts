/** Address of the widget that shows a tree with what is missing, and the graph of relationships. */
export const REQUIREMENTS_WIDGET = 'ui://requirements-mcp/requirements.html';
