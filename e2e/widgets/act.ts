import { ANSWERS } from '@aisystant/widgets/answers';
import type { Frame } from 'playwright-core';
import type { Host, Scene, WidgetCall } from './host.ts';
import { resultOf } from './script.ts';

/** The scene of an example answer of a widget. Throws when there is none of this name. */
export function sceneOf(widget: string, name: string): Scene {
  const found = ANSWERS.find((each) => each.widget === widget && each.name === name);
  if (!found) throw new Error(`no answer ${name} of ${widget}`);
  return { widget, input: found.input, result: resultOf(found.answer) };
}

/** Presses a button of a widget. */
export const press = (frame: Frame, name: string | RegExp): Promise<void> =>
  frame.getByRole('button', { name }).click();

/** The calls of tools that a widget makes from now on, answered by `answer`. */
export function recordCalls(host: Host, answer: (call: WidgetCall) => object): readonly WidgetCall[] {
  const calls: WidgetCall[] = [];
  host.answerCalls((call) => {
    calls.push(call);
    return answer(call);
  });
  return calls;
}
