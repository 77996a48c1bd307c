import type { Client } from '@modelcontextprotocol/client';
import { Learner } from '../learner.ts';
import { localEndpoint } from '../local-variables.ts';
import { formatCharacters, Transcript } from './transcript.ts';

/** The fields of `get_instruction` that the demo reads. */
export interface Instruction {
  readonly state: string;
  readonly title: string;
  readonly goal: string;
  readonly questions: readonly string[];
  readonly transitions: readonly string[];
}

/** The part that every read of the twin has. */
export interface Quality {
  readonly data_quality: { readonly status: string; readonly notes: string | null };
}

/** A server refused a call that the scenario cannot do without; the message is the dialogue up to there. */
class SceneRefused extends Error {
  override readonly name = 'SceneRefused';
}

/** One scenario: the dialogue, the Guide's steps, the learner's twin, guides and exercises. */
export class Scene {
  readonly talk: Transcript;
  readonly #learner: Learner;
  readonly #portOffset: number;
  readonly #clients = new Map<string, Client>();

  constructor(title: string, login: string, portOffset: number) {
    this.talk = new Transcript(title, login);
    this.#learner = new Learner(login);
    this.#portOffset = portOffset;
  }

  /** A step of the scenario, as the Guide's server describes it. */
  step(args: { readonly [argument: string]: unknown }): Promise<Instruction> {
    return this.#call('fsm-mcp', 'get_instruction', args);
  }

  /** A call to the learner's twin. The first call signs in, with a line in the dialogue. */
  twin<T>(name: string, args: { readonly [argument: string]: unknown }): Promise<T> {
    return this.#call('dt-mcp', name, args);
  }

  /** A call to the guides, which are open. */
  guides<T>(name: string, args: { readonly [argument: string]: unknown }): Promise<T> {
    return this.#call('guides-mcp', name, args);
  }

  /** A call to the exercises, as the learner: they check strangers too, but keep only the attempts of those who signed in. */
  async exercises<T>(name: string, args: { readonly [argument: string]: unknown }): Promise<T> {
    const server = 'exercises-mcp';
    if (!this.#clients.has(server)) await this.#learner.signIn(localEndpoint(server, this.#portOffset));
    return this.#call(server, name, args);
  }

  /** A call to the person's meetings. The first call signs in, with a line in the dialogue. */
  meetings<T>(name: string, args: { readonly [argument: string]: unknown }): Promise<T> {
    return this.#call('ktalk-mcp', name, args);
  }

  /** A call to the portal of Bitrix24. */
  bitrix24<T>(name: string, args: { readonly [argument: string]: unknown }): Promise<T> {
    return this.#call('bitrix24-mcp', name, args);
  }

  /** A call to the requirements of the person's workspace. */
  requirements<T>(name: string, args: { readonly [argument: string]: unknown }): Promise<T> {
    return this.#call('requirements-mcp', name, args);
  }

  /** A prompt of the requirements, filled in, as the person picks it from the menu of their chat. */
  async requirementsPrompt(name: string, args: { readonly [argument: string]: string }): Promise<string> {
    const client = await this.#connected('requirements-mcp');
    const { messages } = await client.getPrompt({ name, arguments: { ...args } });
    const text = messages.map(({ content }) => (content.type === 'text' ? content.text : '')).join('');
    this.talk.note(`подсказка ${name} ${JSON.stringify(args)}: ${formatCharacters(text.length)}`);
    return text;
  }

  /** Ends the scenario and returns the dialogue. */
  async end(): Promise<string> {
    await Promise.all([...this.#clients.values()].map((client) => client.close()));
    return this.talk.text();
  }

  async #call<T>(server: string, name: string, args: { readonly [argument: string]: unknown }): Promise<T> {
    const client = await this.#connected(server);
    const result = await client.callTool({ name, arguments: { ...args } });
    this.talk.call(name, args, result);
    if (result.isError) {
      this.talk.note('сервер отказал, дальше сценарий не идёт');
      throw new SceneRefused(this.talk.text());
    }
    return result.structuredContent as T;
  }

  async #connected(name: string): Promise<Client> {
    const known = this.#clients.get(name);
    if (known !== undefined) return known;
    const url = localEndpoint(name, this.#portOffset);
    const client = await this.#learner.connect(url);
    this.#clients.set(name, client);
    const { pages } = this.#learner.providerFor(url);
    const titles = pages.map((page) => (page === 'consent' ? 'страница согласия' : 'страница входа'));
    if (titles.length > 0) this.talk.note(`вход в ${name}: ${titles.join(', ')}`);
    return client;
  }
}

/** The first line when data are incomplete; empty otherwise. */
export function caveat({ data_quality: { status, notes } }: Quality): readonly string[] {
  return status === 'PARTIAL_DATA' ? [`Данные неполные: ${notes}`] : [];
}

/** Continues without numbers, from the learner's words. */
export async function goOnWithoutData(scene: Scene, from: string, what: string): Promise<void> {
  const next = await scene.step({ state: 'no_dt_mode', from });
  scene.talk.guide([`${what}, поэтому без цифр — с твоих слов.`, next.questions[0] ?? ''].join('\n'));
}
