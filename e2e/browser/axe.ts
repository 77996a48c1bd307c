import { readFileSync } from 'node:fs';

/** The minified script of axe, which each page is sent. */
export const AXE = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
