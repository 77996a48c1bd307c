import { fold } from './words.ts';

/** Words that say nothing of what is looked for. A query of such words alone keeps them. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  fold(`
    а без бы был была были было быть в вам вас весь во вот всё вы где да даже для до его её ей если есть ещё
    ж же за здесь и из или им их к ко кого кто ли либо лишь мне мной может можно мы на над надо нам нас не него неё ней
    нет ни них но ну о об от по под при про с со так также такой там те тем то тобой тоже только том тот ты у уже чего чей
    чем что чтобы эта эти это этого этой этом этот я как какая какие какое какой когда куда почему зачем сколько свой своя
    своё своего своей своих нужно моя мой моё мои моего моей
    вообще вдруг всегда должен должна должно должны лучше нужен нужна нужны пока просто сам сама само сами сейчас
    такое такие тогда хочу хочется нибудь таки кое
    a an and are as at be by for from how in is it of on or that the this to was what when where which why with
  `)
    .trim()
    .split(/\s+/),
);

/** Whether a folded word says nothing of what is looked for. */
export function isStopWord(form: string): boolean {
  return STOP_WORDS.has(form);
}

/** The words of a query that say what is looked for; all of them when none does. */
export function tellingWords(forms: readonly string[]): readonly string[] {
  const telling = forms.filter((form) => !isStopWord(form));
  return telling.length > 0 ? telling : forms;
}
