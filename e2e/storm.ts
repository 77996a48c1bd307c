import { registerAt, works } from './attacks/client.ts';
import { type Subject, subjectsAt } from './clients/subjects.ts';
import { startOwnFleet } from './own-fleet.ts';

/**
 * A storm of refreshes against a real fleet: holders of the same refresh tokens refresh without knowing of each other, ask
 * twice at once and lose answers. `node e2e/storm.ts [minutes]`, ten when absent; ends with 1 if anyone was signed out.
 */
const PORT_OFFSET = 5000;
const FAMILIES = 24;
const PAUSE_MS = 4_000;

const minutes = Number(process.argv[2] ?? 10);
const counted = { refreshes: 0, signedOut: 0, deadTokens: 0 };

/** One holder: refreshes with what it has until the storm is over, and keeps what it gets unless it loses the answer. */
async function hold(subject: Subject, refresh: (token: string) => ReturnType<typeof check>, first: string) {
  let token = first;
  const end = Date.now() + minutes * 60_000;
  while (Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * PAUSE_MS));
    const answers = await Promise.all(Array.from({ length: Math.random() < 0.3 ? 2 : 1 }, () => refresh(token)));
    const [answer] = answers;
    if (!answer?.ok) return;
    if (!(await works(subject.url, answer.access))) counted.deadTokens += 1;
    if (Math.random() > 0.2) token = answer.refresh;
  }
}

async function check(asked: Promise<{ status: number; access_token: string; refresh_token: string }>) {
  const { status, access_token: access, refresh_token: refresh } = await asked;
  counted.refreshes += 1;
  if (status !== 200) counted.signedOut += 1;
  return { ok: status === 200, access, refresh };
}

async function family(subject: Subject, index: number): Promise<void> {
  const client = await registerAt(subject);
  const { refresh_token: first } = await client.signIn(`storm_${index}`);
  const holders = Array.from({ length: 2 + (index % 3) }, () =>
    hold(subject, (token) => check(client.refresh(token)), first),
  );
  await Promise.all(holders);
}

const { end: stop } = await startOwnFleet({ portOffset: PORT_OFFSET, forMeasurement: true });
const subjects = subjectsAt(PORT_OFFSET);
await Promise.all(
  Array.from({ length: FAMILIES }, (_, index) => family(subjects[index % subjects.length] as Subject, index)),
);
await stop();
console.log(`${minutes} minutes, ${FAMILIES} families of 2 to 4 holders: ${JSON.stringify(counted)}`);
process.exit(counted.signedOut + counted.deadTokens === 0 ? 0 : 1);
