import { runCommand } from './run-command.ts';

/** Errors whose message says everything; what the system refuses, as a write to a full disk, says it too. */
const EXPECTED_ERRORS = [
  'UsageError',
  'PortTaken',
  'BuildError',
  'NoPages',
  'MostRemoved',
  'NotUtf8',
  'WrongGlossary',
  'SceneRefused',
];

try {
  await runCommand(process.argv.slice(2));
} catch (error) {
  const isExpected = error instanceof Error && (EXPECTED_ERRORS.includes(error.name) || 'syscall' in error);
  console.error(isExpected ? error.message : error);
  process.exit(1);
}
