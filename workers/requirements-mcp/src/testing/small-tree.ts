import type { Ask } from '@aisystant/testing';
import type { RequirementsServices } from '../services.ts';
import { createEpic } from '../tools/epics/create-epic.ts';
import { createRequirement } from '../tools/requirements/create-requirement.ts';
import { createUserStory } from '../tools/stories/create-user-story.ts';
import { people } from './workspace.ts';

/** Somebody who calls tools. */
export type Someone = Ask<RequirementsServices>;

/** Id of a new person. */
export const newUserId = () => `person-${crypto.randomUUID()}`;
/** A new person, in their own workspace. */
export const newPerson = (): Someone => people.clientOf(newUserId());
/** A new person with a verified e-mail. */
export const memberWith = (email: string): Someone => people.clientOf(newUserId(), { email });
/** The input of create_epic. */
export const epic = (title: string, rest: object = {}) => ({ title, priority: 2, ...rest });

/** An epic with a story that has two requirements. */
export async function smallTree(ask: Someone): Promise<void> {
  await ask(createEpic, epic('Вход сотрудников'));
  await ask(createUserStory, { title: 'Войти почтой', epic_id: 'EP-1', priority: 2 });
  for (const title of ['Чужого не видно', 'Ответ за секунду']) {
    await ask(createRequirement, { title, user_story_id: 'US-1', type_id: 'functional', priority: 1 });
  }
}
