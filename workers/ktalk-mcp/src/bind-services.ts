import { ToolError } from '@aisystant/mcp';
import type { Database } from '@aisystant/mcp/d1';
import type { Principal } from '@aisystant/oauth';
import { consoleLog } from '@aisystant/oauth/log';
import type { KTalkConfig } from './config.ts';
import { createAccountFinder, isOfDomain, notFound, type Viewer, viewerAmong } from './identity/find-account.ts';
import { linkedKeyStatus, withLinkedKey } from './identity/linked-key.ts';
import { personalKeys } from './identity/personal-keys.ts';
import type { KTalkServices } from './services.ts';
import { d1IndexReader } from './store/d1-index-reader.ts';
import { d1IndexWriter } from './store/d1-index-writer.ts';
import type { CallKTalk } from './store/ktalk-calls.ts';
import type { KTalkStore } from './store/ktalk-store.ts';
import { ownKeyRecordings } from './store/own-key-recordings.ts';
import { spaceRecordings } from './store/space-recordings.ts';
import { createCatchUp } from './sync/catch-up.ts';

/** What the services of a call are made from. */
export interface Sources {
  readonly config: KTalkConfig;
  readonly db: Database;
  readonly ktalk: KTalkStore;
  /** Calls KTalk with a person's own key. */
  readonly callWith: (key: string, userId: string) => CallKTalk;
  /** Address of the page where a person links their key. */
  readonly accountPage: string;
}

const findAccounts = createAccountFinder();
const catchUp = createCatchUp();

/** The services of one call, bound to its caller. Who the caller is in KTalk is looked up once, when it is needed. */
export function bindServices({ config, db, ktalk, callWith, accountPage }: Sources, user: Principal): KTalkServices {
  let found: Promise<Viewer | null> | undefined;
  const viewer = () => {
    found ??= viewerOf(user.email, config, ktalk);
    return found;
  };
  const requireViewer = async () => {
    const person = await viewer();
    if (person === null) throw notFound();
    return person;
  };
  const ownKey = async () =>
    config.personalKeySecret === null ? null : personalKeys(db, config.personalKeySecret).use(user.userId);
  return {
    async recordings() {
      const { userKey } = await requireViewer();
      const key = await ownKey();
      if (key !== null) return ownKeyRecordings(withLinkedKey(callWith(key, user.userId), accountPage), userKey);
      const deps = { index: d1IndexWriter(db), ktalk, now: () => Date.now(), log: consoleLog };
      return spaceRecordings({ index: d1IndexReader(db, userKey), ktalk, catchUp: () => catchUp(deps), userKey });
    },
    async userKeysOf(email) {
      await requireViewer();
      return (await findAccounts(ktalk, email, Date.now())).map(({ key }) => key);
    },
    async meetings(asked) {
      await requireViewer();
      return ktalk.meetings(requireEmail(user), asked);
    },
    async whoAmI() {
      const own = await ownKey();
      const status = own === null ? ktalk.keyStatus() : linkedKeyStatus(callWith(own, user.userId));
      const [person, key] = await Promise.all([viewer(), status]);
      return {
        subject: user.userId,
        email: user.email ?? null,
        userKey: person?.userKey ?? null,
        name: person?.name ?? null,
        access: own === null ? 'space' : 'own_key',
        key,
      };
    },
    linkTo: (key) => `${config.url}/recordings/${encodeURIComponent(key)}`,
  };
}

async function viewerOf(
  email: string | undefined,
  { domains }: KTalkConfig,
  ktalk: KTalkStore,
): Promise<Viewer | null> {
  if (email === undefined || !isOfDomain(email, domains)) return null;
  return viewerAmong(await findAccounts(ktalk, email, Date.now()));
}

function requireEmail({ email }: Principal): string {
  if (email === undefined) throw new ToolError('NOT_FOUND', 'Почта человека не подтверждена.');
  return email;
}
