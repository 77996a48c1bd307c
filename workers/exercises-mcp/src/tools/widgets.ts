/** Address of the widget that shows an exercise and the verdict on an answer. */
export const EXERCISE_WIDGET = 'ui://exercises-mcp/exercise.html';
