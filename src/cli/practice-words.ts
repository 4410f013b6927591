import type { Ended } from '../practice/state.ts';
import type { Lang } from '../report/wording.ts';

interface PracticeWords {
  readonly agent: string;
  readonly customer: string;
  readonly prompt: string;
  readonly brief: string;
  readonly order: string;
  readonly met: string;
  readonly customerIs: (title: string) => string;
  readonly keys: string;
  readonly half: (title: string) => string;
  readonly phrase: (no: number, phrase: string) => string;
  readonly suspected: (no: number, phrase: string) => string;
  readonly why: string;
  readonly better: string;
  readonly takeBack: string;
  readonly slot: (slot: string, expected: string, heard: string) => string;
  readonly softer: string;
  readonly harder: string;
  readonly cut: string;
  readonly hintNext: string;
  readonly hintAnswer: string;
  readonly hintOver: string;
  readonly hintMore: string;
  readonly manual: string;
  readonly say: string;
  readonly undone: string;
  readonly nothingToUndo: string;
  readonly empty: string;
  readonly unknownCommand: string;
  readonly kept: string;
  readonly notKept: string;
  readonly ended: Readonly<Record<Ended, string>>;
  readonly brokenOff: string;
  readonly transcript: string;
  readonly result: (points: string, mark: number, passed: boolean) => string;
  readonly notScored: string;
  readonly hints: (n: number) => string;
  readonly nextTime: string;
  readonly nextElement: (title: string, say: string) => string;
  readonly nextPhrase: (phrase: string, better: string) => string;
  readonly nextHarder: string;
  readonly ignored: (n: number) => string;
  readonly chooseScene: string;
  readonly choosePersona: string;
  readonly anyPersona: string;
  readonly resume: (title: string, lines: number) => string;
  readonly yes: string;
  readonly no: string;
  readonly again: string;
  readonly saved: (file: string) => string;
  readonly drill: (n: number, of: number, title: string) => string;
  readonly drillPhrase: string;
  readonly drillElement: (title: string) => string;
  readonly rating: Readonly<Record<'good' | 'hard' | 'again', string>>;
  readonly best: string;
  readonly due: (when: string) => string;
  readonly noDrills: string;
  readonly drillsDone: (good: number, of: number) => string;
  readonly imported: (misses: number, calls: number) => string;
  readonly level: Readonly<Record<number, string>>;
}

const zh: PracticeWords = {
  agent: '装维',
  customer: '客户',
  prompt: '装维：',
  brief: '任务',
  order: '工单',
  met: '做到',
  customerIs: (title) => `客户：${title}`,
  keys: '？ 该说什么　？？ 手册原话　u 撤回　q 先停',
  half: (title) => `${title}（只说了一半）`,
  phrase: (no, phrase) => `停！忌语 ${no}「${phrase}」`,
  suspected: (no, phrase) => `小心，像忌语 ${no}「${phrase}」`,
  why: '为什么',
  better: '改说',
  takeBack: '打 u 撤回，重说这一句',
  slot: (slot, expected, heard) => `${slot}和工单不符：工单是 ${expected}，您说的是 ${heard}`,
  softer: '客户口气缓和了',
  harder: '客户来火了',
  cut: '这一句太长，只听到前一段',
  hintNext: '下一步',
  hintAnswer: '先回答客户的话',
  hintOver: '该说的都说了，可以道别',
  hintMore: '？？ 看原话',
  manual: '手册',
  say: '可以说',
  undone: '撤回了上一句',
  nothingToUndo: '还没有可以撤回的',
  empty: '请打字；？ 看该说什么，q 先停',
  unknownCommand: '没有这个命令；？ ？？ u q',
  kept: '已存好，下次运行 huashu practise 接着做',
  notKept: '这一局没有存（没有 --profile）',
  ended: {
    done: '该做的都做了，这一局结束',
    goodbye: '通话结束',
    patience: '客户不愿再谈，这一局结束',
    length: '说得太久，客户走了',
  },
  brokenOff: '没有做完，按说过的评分',
  transcript: '对话',
  result: (points, mark, passed) => `${points}，及格 ${mark} 分，${passed ? '通过' : '没有通过'}`,
  notScored: '还没有可评的内容',
  hints: (n) => (n > 0 ? `看了 ${n} 次提示` : '没有看提示'),
  nextTime: '下次只改一件事',
  nextElement: (title, say) => `记得${title}。可以说：${say}`,
  nextPhrase: (phrase, better) => `别说「${phrase}」。改说：${better}`,
  nextHarder: '这一局没有丢分，换个难一点的客户',
  ignored: (n) => `这一局结束后还有 ${n} 行，没有用`,
  chooseScene: '练哪一段？',
  choosePersona: '和谁练？',
  anyPersona: '随便来一个',
  resume: (title, lines) => `上次「${title}」做到第 ${lines} 句，接着做吗？`,
  yes: '接着做',
  no: '重新选',
  again: '再来一局',
  saved: (file) => `成绩写在 ${file}`,
  drill: (n, of, title) => `第 ${n} 题，共 ${of} 题 · ${title}`,
  drillPhrase: '客户这样说，您怎么答？',
  drillElement: (title) => `这时该说「${title}」，您怎么说？`,
  rating: { good: '对', hard: '差一点', again: '没说到' },
  best: '可以这样说',
  due: (when) => `下次 ${when}`,
  noDrills: '现在没有要单练的；先做几局 huashu practise，漏了什么会排进来',
  drillsDone: (good, of) => `${of} 题，对 ${good} 题`,
  imported: (misses, calls) => `从 ${calls} 通真实通话里找出 ${misses} 项要练的`,
  level: { 1: '易', 2: '中', 3: '难' },
};

const en: PracticeWords = {
  agent: 'you',
  customer: 'customer',
  prompt: 'you: ',
  brief: 'Task',
  order: 'Work order',
  met: 'said',
  customerIs: (title) => `customer: ${title}`,
  keys: '? what to say   ?? the sentence   u undo   q stop',
  half: (title) => `${title} (half of it)`,
  phrase: (no, phrase) => `Stop! Forbidden phrase ${no}: ${phrase}`,
  suspected: (no, phrase) => `Careful, this is near to forbidden phrase ${no}: ${phrase}`,
  why: 'why',
  better: 'better',
  takeBack: 'u takes it back: say it again',
  slot: (slot, expected, heard) => `${slot} differs from the order: ${expected}; you said ${heard}`,
  softer: 'the customer softens',
  harder: 'the customer gets angry',
  cut: 'the line was too long; only its first part was heard',
  hintNext: 'next',
  hintAnswer: 'answer the customer first',
  hintOver: 'all is said; take your leave',
  hintMore: '?? shows the sentence',
  manual: 'manual',
  say: 'say',
  undone: 'the last line was taken back',
  nothingToUndo: 'there is nothing to take back',
  empty: 'type what you say; ? shows what is next, q stops',
  unknownCommand: 'no such command; ? ?? u q',
  kept: 'kept; huashu practise goes on with it',
  notKept: 'this round was not kept (no --profile)',
  ended: {
    done: 'all is done, the round is over',
    goodbye: 'the call is over',
    patience: 'the customer has had enough, the round is over',
    length: 'it took too long, the customer has gone',
  },
  brokenOff: 'not finished; scored as far as it went',
  transcript: 'Dialogue',
  result: (points, mark, passed) => `${points}, pass mark ${mark}, ${passed ? 'passed' : 'not passed'}`,
  notScored: 'nothing to score yet',
  hints: (n) => (n > 0 ? `${n} hints` : 'no hints'),
  nextTime: 'One thing to do differently next time',
  nextElement: (title, say) => `remember: ${title}. Say: ${say}`,
  nextPhrase: (phrase, better) => `do not say 「${phrase}」. Say: ${better}`,
  nextHarder: 'nothing was lost; take a harder customer',
  ignored: (n) => `${n} lines after the end were not used`,
  chooseScene: 'What do you want to practise?',
  choosePersona: 'With whom?',
  anyPersona: 'anybody',
  resume: (title, lines) => `"${title}" was broken off at line ${lines}. Go on with it?`,
  yes: 'go on',
  no: 'choose anew',
  again: 'one more round',
  saved: (file) => `the result is in ${file}`,
  drill: (n, of, title) => `${n} of ${of} · ${title}`,
  drillPhrase: 'The customer says this. What do you answer?',
  drillElement: (title) => `Now: ${title}. What do you say?`,
  rating: { good: 'right', hard: 'nearly', again: 'not said' },
  best: 'one could say',
  due: (when) => `again ${when}`,
  noDrills: 'nothing is due; play some rounds (huashu practise), and what was missed comes here',
  drillsDone: (good, of) => `${good} of ${of} right`,
  imported: (misses, calls) => `${misses} things to drill from ${calls} real calls`,
  level: { 1: 'easy', 2: 'medium', 3: 'hard' },
};

/** What practice says on the terminal, by language; what customers say is in scripts/customers. */
export const PRACTICE_WORDS: Readonly<Record<Lang, PracticeWords>> = { zh, en };
