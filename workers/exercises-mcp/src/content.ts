import compiled from '../.build/content.json' with { type: 'json' };
import type { Exercise } from './domain/content/exercise.ts';

/** The exercises compiled and validated by `build/compile.ts`, with their keys. */
export const exercises = compiled.exercises as readonly unknown[] as readonly Exercise[];
