import { BuildError } from './bundle.ts';
import { demo } from './demo/scenario.ts';
import { deploy } from './deploy/deploy.ts';
import { docs } from './docs.ts';
import { doctorCommand as doctor } from './doctor/doctor.ts';
import { fsm } from './fsm/check.ts';
import { PortTaken } from './local-fleet.ts';
import { makeNew } from './new/new.ts';
import { start } from './start.ts';
import { token } from './token.ts';
import { UsageError } from './usage-error.ts';

const COMMANDS: { readonly [name: string]: (args: readonly string[]) => Promise<void> } = {
  start,
  demo,
  token,
  docs,
  deploy,
  doctor,
  fsm,
  new: makeNew,
};

const [name = '', ...args] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
try {
  if (!command) throw new UsageError(`Unknown command "${name}". There are: ${Object.keys(COMMANDS).join(', ')}.`);
  await command(args);
} catch (error) {
  const told = error instanceof UsageError || error instanceof PortTaken || error instanceof BuildError;
  console.error(told ? error.message : error);
  process.exit(1);
}
