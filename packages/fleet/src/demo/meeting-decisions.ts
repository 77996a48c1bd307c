import { Scene } from './scene.ts';

/** The fields of `get_user_records` that the demo reads. */
interface Records {
  readonly items: readonly {
    readonly key: string;
    readonly title: string;
    readonly created_at: string;
    readonly url: string;
  }[];
}

/** The fields of `get_recording_transcript` that the demo reads. */
interface Page {
  readonly status: string;
  readonly segments: readonly { readonly time: string; readonly speaker: string; readonly text: string }[];
  readonly next_offset: number | null;
}

/** A fleet that was just started has its newest meetings within seconds. */
const TRIES = 20;
const BETWEEN_TRIES_MS = 1_000;
/** Meetings that are looked through for one with a transcript. */
const NEWEST = 5;

/** «Что решили на встрече»: the newest own meeting that has a transcript, read to its end. */
export async function playMeetingDecisions(login: string, portOffset: number): Promise<string> {
  const scene = new Scene('Что решили на встрече', login, portOffset);
  scene.talk.learner('Что решили на последней встрече и кто что взял?');
  const { items } = await newestRecords(scene);
  for (const { key, title, created_at: at, url } of items) {
    const transcript = await wholeTranscript(scene, key);
    if (transcript.length === 0) continue;
    const [decisions, promises] = [
      linesWith(transcript, 'зафиксируем решение: '),
      linesWith(transcript, ', с тебя — '),
    ];
    scene.talk.guide(
      [
        `«${title}», ${at.slice(0, 10)}: ${url}`,
        ...(decisions.length > 0 ? ['Решили:', ...decisions] : ['Решений вслух не прозвучало.']),
        ...(promises.length > 0 ? ['Взяли на себя:', ...promises] : ['Поручений не прозвучало.']),
      ].join('\n'),
    );
    return scene.end();
  }
  scene.talk.guide('У последних встреч ещё нет расшифровки. Спроси через несколько минут.');
  return scene.end();
}

async function newestRecords(scene: Scene): Promise<Records> {
  for (let tried = 1; ; tried += 1) {
    const records = await scene.meetings<Records>('get_user_records', { limit: NEWEST });
    if (records.items.length > 0 || tried === TRIES) return records;
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES_MS));
  }
}

async function wholeTranscript(scene: Scene, key: string): Promise<Page['segments']> {
  const segments: Page['segments'][number][] = [];
  for (let offset: number | null = 0; offset !== null; ) {
    const args = { recording_key: key, format: 'segments', offset, max_chars: 20_000 };
    const page: Page = await scene.meetings('get_recording_transcript', args);
    segments.push(...page.segments);
    offset = page.next_offset;
  }
  return segments;
}

/** Sentences with some words, with their time and speaker. */
function linesWith(transcript: Page['segments'], words: string): readonly string[] {
  return transcript.flatMap(({ time, speaker, text }) =>
    text
      .split(/(?<=[.!?])\s+/)
      .filter((sentence) => sentence.toLowerCase().includes(words))
      .map((sentence) => `   ${time} ${speaker}: ${sentence}`),
  );
}
