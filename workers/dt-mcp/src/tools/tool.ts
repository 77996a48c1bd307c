import { defineTool, type Tool } from '@aisystant/mcp';
import type { z } from 'zod';
import type { DtServices } from '../services.ts';
import { requireConsent } from './consent.ts';

const define = defineTool.for<DtServices>();
type Definition<I extends z.ZodObject, O extends z.ZodObject> = Parameters<typeof define<I, O>>[0];

/** Defines a tool of dt-mcp: it does nothing that the learner took back from the client. */
export function tool<I extends z.ZodObject, O extends z.ZodObject>(definition: Definition<I, O>): Tool<DtServices> {
  return define({
    ...definition,
    run: async (input, context) => {
      await requireConsent(definition.scope, context.services);
      return definition.run(input, context);
    },
  });
}

/** Defines a tool that works whatever was taken back: the consent itself, and the right to be deleted. */
export const consentTool = define;
