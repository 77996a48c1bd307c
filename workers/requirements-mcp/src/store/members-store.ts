import type { Result } from '@aisystant/mcp';
import type { Member, Role } from '../domain/role.ts';

/** A member as administrators see them. */
export interface Person extends Member {
  readonly email: string;
}

/** Somebody is asked to become a member. */
export interface Invitation {
  /** UUID. */
  readonly id: string;
  /** Name of the workspace. */
  readonly workspace: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
}

/** Most people of a workspace, invitations among them: `list_members` shows all of them. */
export const MOST_PEOPLE = 200;

/** Why a shared workspace was not made or joined. */
export type NotJoined = 'no_email' | 'already_shared' | 'not_found';

/** What was done to have a person as a member, and the name that is kept of them. */
export interface Invited {
  readonly operation: 'invited' | 'changed' | 'unchanged';
  readonly name: string;
}

/** What was removed; an error when it is not there, or is the last administrator. */
export type Removed = Result<'member' | 'invitation', 'not_found' | 'last_administrator'>;

/**
 * The members of the caller's workspace. A personal workspace has its owner only; a shared one is made by somebody, who
 * becomes its administrator and invites others by their verified e-mail. Only the invited person makes themselves a member.
 * Throws `FORBIDDEN` for what the caller's role forbids.
 */
export interface MembersStore {
  workspace(): Promise<{ readonly name: string; readonly shared: boolean }>;
  /** Members of a shared workspace; none in a personal one. */
  people(): Promise<readonly Person[]>;
  /** Invitations to this workspace. */
  sent(): Promise<readonly Invitation[]>;
  /** Invitations of the caller to other workspaces. */
  received(): Promise<readonly Invitation[]>;
  /** Makes a shared workspace, in which the caller is the administrator, and moves the caller there. */
  found(workspace: string, name: string, at: string): Promise<Result<null, NotJoined>>;
  /**
   * Invites by e-mail, or changes the invitation that is there; a member gets the role and keeps their name. At most
   * {@link MOST_PEOPLE}.
   */
  invite(person: Omit<Person, 'id'>, at: string): Promise<Result<Invited, 'last_administrator' | 'too_many'>>;
  /** Removes a member or an invitation. */
  remove(id: string): Promise<Removed>;
  /** Joins the workspace of an invitation, or declines it. */
  answer(id: string, accept: boolean): Promise<Result<null, NotJoined>>;
}
