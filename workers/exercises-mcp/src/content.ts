import compiled from '../.build/content.json' with { type: 'json' };
import type { Exercise } from './domain/content/exercise.ts';

/** JSON Schemas of an exercise file and of a rubric. In a Worker the first call unpacks the content. */
export const fileSchemas = (): { readonly [id: string]: object } => compiled.schemas;

/** The exercises compiled and validated by `build/compile.ts`, with their keys. */
export const exercises = (): readonly Exercise[] => compiled.exercises as readonly unknown[] as readonly Exercise[];
