/** Parts that the description of a user story has, in order, in one of these languages. */
const TEMPLATES = [
  [/(?:^|\s)as\s/, /\si want\s/, /\sso that\s/],
  [/(?:^|\s)как\s/, /(?:^|[\s,])(?:я )?хочу\s/, /(?:^|[\s,])чтобы\s/],
];

/** The template in words, for a hint. */
export const STORY_TEMPLATE = '«Как <роль>, я хочу <что>, чтобы <зачем>» или «As <role>, I want <what>, so that <why>»';

/** Whether a description says who wants what, and why. */
export function followsStoryTemplate(description: string): boolean {
  const text = ` ${description.toLowerCase().replace(/\s+/g, ' ')} `;
  return TEMPLATES.some((parts) => {
    let from = 0;
    return parts.every((part) => {
      const found = part.exec(text.slice(from));
      if (found === null) return false;
      from += found.index + found[0].length - 1;
      return true;
    });
  });
}
