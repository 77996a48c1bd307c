import type { Random } from '../../random.ts';
import type { Line } from '../space.ts';
import { OFFICE_TOPICS } from './office-topics.ts';
import { CLOSINGS, DAYS, DEADLINES, OPENINGS, REACTIONS, REMARKS, TRANSITIONS } from './small-talk.ts';
import { PRODUCTION_TOPICS, type Topic } from './topics.ts';

/** A sentence of a summary, with the time it is about. */
export interface Point {
  readonly startMs: number;
  readonly text: string;
}

/** An invented meeting: what was said, and what a summary makes of it. */
export interface Talk {
  readonly lines: readonly Line[];
  readonly topics: readonly Point[];
  readonly decisions: readonly Point[];
  readonly actions: readonly Point[];
}

/** A meeting to invent. */
export interface TalkPlan {
  readonly durationSeconds: number;
  /** First names by place in the roster; who speaks is among them. */
  readonly names: readonly string[];
  /** Places in the roster of those who speak. */
  readonly speakers: readonly number[];
}

/** All topics; a meeting has up to four. */
const TOPICS: readonly Topic[] = [...PRODUCTION_TOPICS, ...OFFICE_TOPICS];

/** Speech in a meeting, about 125 words a minute. */
const MS_PER_WORD = 480;
const PAUSE_MS = 1_500;
/** What is left of a topic for its decisions. */
const TIME_TO_DECIDE_MS = 60_000;

/** Invents a meeting: the same for the same generator, as long as its duration, with topics, decisions and action items. */
export function inventTalk({ durationSeconds, names, speakers }: TalkPlan, pick: Random): Talk {
  const talk = new Writer(durationSeconds * 1_000, names, speakers, pick);
  talk.say(pick.of(OPENINGS));
  const topics = pick.some(TOPICS, Math.max(1, Math.min(4, Math.round(durationSeconds / 900))));
  topics.forEach((topic, index) => {
    const end = (durationSeconds * 1_000 * (index + 1)) / topics.length;
    talk.discuss(topic, end - 20_000);
  });
  talk.say(pick.of(CLOSINGS));
  return talk;
}

class Writer implements Talk {
  readonly lines: Line[] = [];
  readonly topics: Point[] = [];
  readonly decisions: Point[] = [];
  readonly actions: Point[] = [];
  #time = 2_000;
  #speaker: number;
  readonly #endMs: number;
  readonly #names: readonly string[];
  readonly #speakers: readonly number[];
  readonly #pick: Random;
  readonly #reactions: () => string;
  readonly #remarks: () => string;

  constructor(endMs: number, names: readonly string[], speakers: readonly number[], pick: Random) {
    this.#endMs = endMs;
    this.#names = names;
    this.#speakers = speakers;
    this.#pick = pick;
    this.#speaker = speakers[0] ?? 0;
    this.#reactions = deck(REACTIONS, pick);
    this.#remarks = deck(REMARKS, pick);
  }

  /** One line of the speaker whose turn it is; nothing once the meeting is over. Returns when it began. */
  say(text: string): number {
    const startMs = this.#time;
    const endMs = startMs + text.split(' ').length * MS_PER_WORD;
    if (endMs > this.#endMs) return startMs;
    this.lines.push({ speaker: this.#speaker, startMs, endMs, text });
    this.#time = endMs + this.#pick.below(PAUSE_MS);
    // Now and then the same person goes on.
    if (this.#pick.below(5) > 0) this.#passOn(this.#speaker);
    return startMs;
  }

  #passOn(from: number): void {
    const others = this.#speakers.filter((each) => each !== from);
    if (others.length > 0) this.#speaker = this.#pick.of(others);
  }

  /** A topic from its opening to its decisions and action items. */
  discuss(topic: Topic, endMs: number): void {
    const pick = this.#pick;
    const facts = deck(topic.facts, pick);
    const questions = deck([...topic.questions.keys()], pick);
    const title = topic.title.charAt(0).toLowerCase() + topic.title.slice(1);
    const opened = this.say(`${pick.of(TRANSITIONS)}: ${title}. ${this.#fill(facts())}.`);
    this.topics.push({ startMs: opened, text: topic.title });
    while (this.#time < endMs - TIME_TO_DECIDE_MS) {
      const kind = pick.below(5);
      if (kind === 0) this.#ask(topic, questions());
      else if (kind === 1) this.say(this.#reactions());
      else if (kind === 2) this.say(`${this.#remarks()}. ${this.#fill(facts())}.`);
      else this.say(`${this.#fill(facts())}.`);
    }
    this.#decide(topic);
  }

  #ask({ questions, answers }: Topic, place: number): void {
    const asking = this.#speaker;
    this.say(questions[place] ?? '');
    this.#passOn(asking);
    const answer = answers[place % answers.length] ?? '';
    this.say(this.#pick.below(2) === 0 ? `${answer}.` : `${answer}. ${this.#remarks()}.`);
  }

  #decide({ decisions, actions }: Topic): void {
    const pick = this.#pick;
    for (const decision of pick.some(decisions, 2)) {
      const startMs = this.say(`Давайте зафиксируем решение: ${decision}.`);
      this.decisions.push({ startMs, text: upperFirst(decision) });
    }
    for (const action of pick.some(actions, 2)) {
      const [place, until] = [pick.of(this.#speakers), pick.of(DEADLINES)];
      const who = this.#names[place] ?? '';
      const startMs = this.say(`${who}, с тебя — ${action}, ${until}.`);
      this.actions.push({ startMs, text: `${who}: ${action}, ${until}` });
      this.#speaker = place;
      this.say(pick.of(['Принято.', 'Хорошо, беру.', 'Договорились, сделаю.']));
    }
  }

  #fill(text: string): string {
    const number = String(3 + this.#pick.below(40));
    return text.replace('{n}', number).replace('{day}', this.#pick.of(DAYS));
  }
}

/** Gives the items of a list in random order, each once before any comes again. */
function deck<T>(list: readonly T[], pick: Random): () => T {
  let left: T[] = [];
  return () => {
    if (left.length === 0) left = [...pick.some(list, list.length)];
    return left.pop() as T;
  };
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
