import { defineConfig } from 'vitest/config';

/** What takes minutes, in copies of the repository: `npm run test:all`. */
export default defineConfig({ test: { include: ['packages/*/src/**/*.all.ts'], environment: 'node' } });
