import { mayUse } from '@aisystant/mcp/learner-store';
import type { DtServices } from '../services.ts';

/** Whether this client may see stored data. */
export const mayRead = (services: DtServices): Promise<boolean> => mayUse('dt:read', services);
