import { defineConfig } from 'vitest/config';
import { nodeProject } from './packages/testing/src/vitest.ts';

/** Pure code runs in Node; everything that a Worker hosts runs in workerd; the fleet as `npm start` runs it, last. */
export default defineConfig({
  test: {
    projects: [
      nodeProject('node', [
        'packages/{fleet,simulators}/src/**/*.test.ts',
        'workers/*/src/domain/**/*.test.ts',
        'workers/*/build/**/*.test.ts',
      ]),
    ],
  },
});
