import { runCommand } from './run-command.ts';

/** Errors whose message says everything; what the system refuses, as a write to a full disk, says it too. */
const TOLD = ['UsageError', 'PortTaken', 'BuildError'];

try {
  await runCommand(process.argv.slice(2));
} catch (error) {
  const told = error instanceof Error && (TOLD.includes(error.name) || 'syscall' in error);
  console.error(told ? error.message : error);
  process.exit(1);
}
