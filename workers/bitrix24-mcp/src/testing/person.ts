import { env, exports } from 'cloudflare:workers';
import { createPeople } from '@aisystant/testing';
import { server } from '../server.ts';
import { emailOf, SEED_MS } from './portal.ts';

/** People of the tests, who call at the time of the data. */
export const people = createPeople(server, env, exports, () => SEED_MS);

/** Calls tools as a person of the portal, by login. */
export const askAs = (login: string) => people.clientOf(`person-${login}`, { email: emailOf(login) });

/** A tool by name. */
export function toolNamed(name: string) {
  const found = server.tools.find((tool) => tool.name === name);
  if (!found) throw new Error(`no tool ${name}`);
  return found;
}
