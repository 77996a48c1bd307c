import { ToolError } from '@aisystant/mcp';

/** The failure of a call whose answer has no list where one is documented. */
export const notAsDocumented = () =>
  new ToolError('UNAVAILABLE', 'Битрикс24 ответил не так, как описано в его документации.', {
    hint: 'Повторите чуть позже; если повторится, напишите тем, кто ведёт этот сервер.',
  });
