import type { Activity } from './activity/activity.ts';
import type { DataRights } from './data-rights.ts';
import type { Localized } from './pages/language.ts';
import type { KnownPerson, SessionPerson } from './principal.ts';
import { err, ok } from './result.ts';
import type { ThirdPartyLink } from './third-party-link.ts';

const STAYS = { ru: 'Останутся строки журнала, без ваших слов.', en: 'Log lines remain, without your words.' };
const STAYS_THERE = {
  ru: 'Данные у самой сторонней службы не меняются.',
  en: 'What the third party itself holds does not change.',
};

/**
 * The erasure at a server that keeps no records of a person: their calls, and the link to a third party where people have one.
 * @param revokeAllAccess ends all access of a person, and erases their calls
 * @param elsewhere what stays besides, where other servers keep the records
 */
export function erasureWithoutRecords(
  link: ThirdPartyLink | undefined,
  revokeAllAccess: (person: KnownPerson) => Promise<void>,
  elsewhere?: Localized,
): Pick<DataRights, 'erase'> {
  return {
    async erase(person, confirmation) {
      const linkedAt = (await link?.linkedAt(person)) ?? null;
      const counts = link ? [{ what: link.title, count: linkedAt === null ? 0 : 1 }] : [];
      const parts = [STAYS, link && STAYS_THERE, elsewhere].filter((part) => part !== undefined);
      const stays = { ru: parts.map(({ ru }) => ru).join(' '), en: parts.map(({ en }) => en).join(' ') };
      const current = `link-${linkedAt ?? 0}`;
      if (confirmation === undefined) return ok({ confirmation: current, counts, stays });
      if (confirmation !== current) return err('confirmationOld');
      // A link that is being made ends by itself when its session has ended, so the sessions come first.
      await revokeAllAccess(person);
      await link?.unlink(person);
      return ok({ confirmation: null, counts, stays });
    },
  };
}

/** The copy at such a server, as a file: of a link it says only that there is one. */
export async function copyWithoutRecords(
  server: string,
  link: ThirdPartyLink | undefined,
  activity: Activity,
  person: SessionPerson,
): Promise<Response> {
  const { userId, email } = person;
  const linkedAt = (await link?.linkedAt(person)) ?? null;
  const linked = link && linkedAt !== null ? { to: link.title.en, since: new Date(linkedAt).toISOString() } : null;
  return Response.json(
    {
      server,
      user_id: userId,
      ...(email !== undefined && { email }),
      ...(link && { linked }),
      call: await activity.all(person),
    },
    { headers: { 'content-disposition': `attachment; filename="${server}.json"`, 'cache-control': 'no-store' } },
  );
}
