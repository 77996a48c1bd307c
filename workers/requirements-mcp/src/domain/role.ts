/** What a member may be. */
export const ROLES = ['administrator', 'user', 'commenter'] as const;
/** One of {@link ROLES}. */
export type Role = (typeof ROLES)[number];

/** What a member may do; to manage is to say who the members are, to configure what types of requirements there are. */
export const ACTIONS = ['read', 'comment', 'write', 'delete', 'manage', 'configure'] as const;
/** One of {@link ACTIONS}. */
export type Action = (typeof ACTIONS)[number];

const MAY: { readonly [role in Role]: readonly Action[] } = {
  administrator: ACTIONS,
  user: ['read', 'comment', 'write'],
  commenter: ['read', 'comment'],
};

/** Whether a role allows an action. */
export function may(role: Role, action: Action): boolean {
  return MAY[role].includes(action);
}

/** A member of a workspace. */
export interface Member {
  /** UUID, by which others name the member. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}
