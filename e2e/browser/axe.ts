import { readFileSync } from 'node:fs';

/** The script of axe as its package has it for pages: half of what the module is, and each page is sent it and reads it anew. */
export const AXE = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
