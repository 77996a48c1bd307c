import compiled from '../.build/content.json' with { type: 'json' };
import type { FsmContent } from './domain/content-model.ts';

/** The compiled texts of the Guide; `build/compile.ts` has read and checked them. */
export const content: FsmContent = compiled.content;

/** The map of the scenarios as HTML, drawn by the same build. */
export const graphHtml: string = compiled.graph_html;
