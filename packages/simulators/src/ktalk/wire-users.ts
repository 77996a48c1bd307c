import { type Oddities, odd, type Wire } from './oddities.ts';
import type { RosterEntry, SpaceUser } from './space.ts';

/** A user as lists of users and authors have it, with the e-mail. */
export function userOf(user: SpaceUser, oddities: Oddities): Wire {
  const { key, email } = user;
  const contact = { email, features: [], mobilePhone: null, innerPhone: null };
  return odd(oddities, key, { ...baseOf(user), ...contact });
}

/** A participant: without the e-mail. */
export function participantOf(entry: RosterEntry, users: ReadonlyMap<string, SpaceUser>, oddities: Oddities): Wire {
  return refOf(entry, users, oddities, (user) => odd(oddities, user.key, baseOf(user)));
}

/** A speaker: with the e-mail, as the specification has it. */
export function speakerOf(entry: RosterEntry, users: ReadonlyMap<string, SpaceUser>, oddities: Oddities): Wire {
  return refOf(entry, users, oddities, (user) => userOf(user, oddities));
}

/** A user who is not in the space any more. */
export function unknownUser(key: string): SpaceUser {
  return { key, login: '', email: null, firstname: '', surname: '', post: '', department: '', removed: true };
}

function refOf(
  entry: RosterEntry,
  users: ReadonlyMap<string, SpaceUser>,
  oddities: Oddities,
  info: (user: SpaceUser) => Wire,
): Wire {
  if ('guest' in entry) {
    const fields = {
      anonymousName: entry.guest,
      anonymousId: `anon-${entry.guest}`,
      userInfo: null,
      isAnonymous: true,
    };
    return odd(oddities, entry.guest, fields);
  }
  const userInfo = info(users.get(entry.userKey) ?? unknownUser(entry.userKey));
  return odd(oddities, entry.userKey, { anonymousName: null, anonymousId: null, userInfo, isAnonymous: false });
}

function baseOf(user: SpaceUser): Wire {
  const {
    key,
    login,
    email,
    firstname,
    surname,
    department,
    post,
    kiosk = false,
    disabled = false,
    removed = false,
  } = user;
  return {
    userType: kiosk ? 'kiosk' : 'normal',
    login: login === '' ? null : login,
    hasEmail: email !== null,
    firstname: firstname === '' ? null : firstname,
    surname: surname === '' ? null : surname,
    patronymic: null,
    department: department === '' ? null : department,
    disabled,
    deletedBySelf: false,
    roles: ['user'],
    roleInfos: [{ id: 'user', title: 'Пользователь' }],
    key,
    post: post === '' ? null : post,
    avatarUrl: null,
    profileUrl: null,
    hasMobilePhone: false,
    hasInnerPhone: false,
    avatarInfo: null,
    status: 'unknown',
    removed,
    hidden: false,
  };
}
