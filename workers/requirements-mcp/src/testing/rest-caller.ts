import { expect } from 'vitest';
import { requirementTypes } from '../domain/dictionaries.ts';
import { bindings, people } from './workspace.ts';

/** Any JSON object. */
export type Json = { readonly [field: string]: unknown };

/** What came back. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: any JSON, whose fields the tests name.
  readonly json: any;
}

/** One person at the REST interface. */
export type Caller = (method: string, path: string, body?: Json) => Promise<Answer>;

/** A caller with a token of their own; a new stranger when no e-mail is given. */
export async function caller(email?: string): Promise<Caller> {
  const { token } = await people.signIn(undefined, undefined, email);
  return callerWith(token);
}

/** A caller with a token. */
export function callerWith(token: string): Caller {
  return async (method, path, body) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const response = await people.fetch(
      new Request(`${bindings.BASE_URL}/api/v1${path}`, {
        method,
        headers,
        ...(body && { body: JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    return { status: response.status, json: text === '' ? null : JSON.parse(text) };
  };
}

const STORY = 'Как сотрудник, я хочу войти рабочей почтой, чтобы не заводить пароль';
/** Id of a type of requirements. */
export const FUNCTIONAL = requirementTypes[0]?.id ?? '';

/** An epic, a story, a criterion, two requirements, a relationship between them, and a comment. */
export async function fill(ask: Caller) {
  const made = async (path: string, body: Json) => {
    const answer = await ask('POST', path, body);
    expect(answer, path).toMatchObject({ status: 201 });
    return answer.json;
  };
  const epic = await made('/epics', { title: 'Вход', priority: 1, description: 'Вход по почте' });
  const story = await made('/user-stories', { title: 'Почта', epic_id: epic.id, priority: 2, description: STORY });
  const criterion = await made(`/user-stories/${story.id}/acceptance-criteria`, { description: 'WHEN … THEN …' });
  const requirement = (title: string) =>
    made('/requirements', {
      title,
      user_story_id: story.reference_id,
      type_id: FUNCTIONAL,
      priority: 3,
      acceptance_criteria_id: criterion.id,
    });
  const [first, second] = [await requirement('Чужого не видно'), await requirement('Секунда')];
  const relationship = await made('/requirements/relationships', {
    source_requirement_id: first.id,
    target_requirement_id: second.id,
    relationship_type_id: 'depends_on',
  });
  const comment = await made(`/epics/${epic.id}/comments`, { content: 'Когда?' });
  return { epic, story, criterion, first, second, relationship, comment };
}
