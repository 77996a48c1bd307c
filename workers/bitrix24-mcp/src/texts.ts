import compiled from '../.build/texts.json' with { type: 'json' };
import type { Texts } from './domain/texts.ts';

/** The texts by language, compiled and checked by `build/compile.ts`. */
export const TEXTS = compiled as unknown as { readonly [locale: string]: Texts | undefined } & { readonly ru: Texts };
