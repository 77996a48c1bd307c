import fc from 'fast-check';
import { inject } from 'vitest';
import type {} from './provided.ts';

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: inject('fuzzSeed') });
