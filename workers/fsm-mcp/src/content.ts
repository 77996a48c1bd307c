import compiled from '../.build/content.json' with { type: 'json' };
import type { FsmContent } from './domain/content-model.ts';

/** The content compiled and validated by `build/compile.ts`. In a Worker the first call unpacks it. */
export const content = (): FsmContent => compiled.content;

/** Body of `GET /graph`, rendered by the same build. */
export const graphHtml = (): string => compiled.graph_html;
