import compiled from '../.build/content.json' with { type: 'json' };
import type { FsmContent } from './domain/content-model.ts';

/** The compiled texts of the Guide; `build/compile.ts` has read and checked them. */
export const content: FsmContent = compiled;
