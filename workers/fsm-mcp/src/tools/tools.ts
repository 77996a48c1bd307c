import { getInstruction } from './get-instruction.ts';

/** Every tool of fsm-mcp. */
export const tools = [getInstruction];
