import { restRoutesFor } from '@aisystant/mcp';
import * as z from 'zod';
import type { RequirementsServices } from '../services.ts';
import { fields } from '../tools/fields.ts';

/** Defines the REST routes of requirements-mcp. */
export const { route, ofTool } = restRoutesFor<RequirementsServices>();

/** The one variable of an address; its name is known at run time only. */
export const idInput = (key: string) => {
  const shape: object = { [key]: fields.key('EP-, US-, AC-, REQ-001') };
  return z.strictObject(shape as Record<never, z.ZodString>);
};

/** What such an input names. */
export const keyOf = (input: object, key: string) => String((input as { readonly [field: string]: unknown })[key]);
