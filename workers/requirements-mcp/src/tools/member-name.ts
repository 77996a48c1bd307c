import { quoteWords } from '@aisystant/mcp';

/** A member within a sentence, in quotes; the name of one who has left is not kept. */
export const memberName = (name: string | null): string => (name === null ? 'бывший участник' : quoteWords(name));
