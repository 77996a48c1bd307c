import { UsageError } from './usage-error.ts';

type Command = (args: readonly string[]) => Promise<void>;

/** Each is loaded when it is called: most need neither the bundler nor wrangler. */
const COMMANDS: { readonly [name: string]: () => Promise<Command> } = {
  start: async () => (await import('./start.ts')).start,
  demo: async () => (await import('./demo/scenario.ts')).demo,
  token: async () => (await import('./token.ts')).token,
  docs: async () => (await import('./docs/docs.ts')).docs,
  deploy: async () => (await import('./deploy/deploy.ts')).deploy,
  doctor: async () => (await import('./doctor/doctor.ts')).doctorCommand,
  fsm: async () => (await import('./fsm/check.ts')).fsm,
  new: async () => (await import('./new/new.ts')).makeNew,
};

/** Errors whose message says everything. */
const TOLD = ['UsageError', 'PortTaken', 'BuildError'];

const [name = '', ...args] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
try {
  if (!command) throw new UsageError(`Unknown command "${name}". There are: ${Object.keys(COMMANDS).join(', ')}.`);
  await (await command())(args);
} catch (error) {
  console.error(error instanceof Error && TOLD.includes(error.name) ? error.message : error);
  process.exit(1);
}
