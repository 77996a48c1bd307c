/** fsm-mcp has no services: every answer comes from the compiled content. */
export type FsmServices = null;
