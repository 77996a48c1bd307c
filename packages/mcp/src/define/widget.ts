import { WIDGET_MIME } from './render-hints.ts';
import { defineResource, type FixedResource, type FixedResourceDefinition } from './resource.ts';

/** Most bytes of a widget: hosts load one for every answer, often on a phone. */
export const WIDGET_BYTES = 60_000;

/** A widget as the author of a server writes it. */
export interface WidgetDefinition
  extends Pick<
    FixedResourceDefinition<unknown>,
    'name' | 'uri' | 'title' | 'purpose' | 'version' | 'scope' | 'example'
  > {
  /** The answers that it shows: documented ids of the tools. */
  readonly shows: readonly [string, ...string[]];
  /** Loads the page when it is read, and not at the start of the Worker. It is whole in itself: nothing is loaded from anywhere. */
  html(): Promise<string>;
}

/** Defines a widget: a resource that holds a page and no data. */
export function defineWidget<Services>({ html, shows, ...facts }: WidgetDefinition): FixedResource<Services> {
  return defineResource.for<Services>()({
    ...facts,
    mime: WIDGET_MIME,
    status: 'draft',
    freshness: 'меняется с версией сервера',
    privacy: 'данных в ней нет: чат передаёт ей ответ инструмента, и больше она ниоткуда ничего не берёт',
    structure: `страница HTML; показывает ответ: ${shows.join(', ')}`,
    read: html,
  });
}
