import { roleReasons } from '../assess/roles.ts';
import type { Rulebook } from '../hear/compile.ts';
import type { Assessment } from '../model/assessment.ts';
import type { Guess, Meta, Role, TimeUnit, Transcript } from '../model/transcript.ts';
import { FORMATS } from '../read/formats/index.ts';
import { signList, speechLine } from './about-call.ts';
import { CALL_WORDS } from './call-words.ts';
import { padEnd, widthOf, wrap } from './columns.ts';
import { harmless } from './problems.ts';
import { elementTitle, scriptTitle } from './shared.ts';
import type { Lang } from './wording.ts';

/** What `huashu inspect` tells of one transcript. */
export interface Inspected {
  readonly id: string;
  readonly source: string;
  readonly format: string | null;
  readonly encoding: string | null;
  readonly timeUnit: TimeUnit | null;
  readonly turns: number;
  readonly characters: number;
  /** Seconds from the first turn's beginning to the last one's end; `null` without times. */
  readonly seconds: number | null;
  readonly meta: Meta;
  readonly workOrder: readonly string[];
  readonly speakers: readonly {
    readonly label: string;
    readonly role: Role | null;
    /** Whether the file or the words told. */
    readonly by: 'file' | 'words';
    readonly turns: number;
    readonly characters: number;
    readonly signs: readonly { readonly id: string; readonly turn: number }[];
  }[];
  readonly rolesConfidence: number;
  readonly contradicted: Assessment['roles']['contradicted'] | null;
  readonly secondCall: Assessment['secondCall'] | null;
  readonly guesses: readonly Guess[];
  /** Those that the file names; `null` where it names none. */
  readonly named: readonly string[] | null;
  /** Those that its words show. */
  readonly scripts: readonly string[];
  readonly scene: Assessment['scene'] | null;
  readonly scriptReasons: Assessment['scriptReasons'] | null;
  readonly speech: Assessment['speech'] | null;
}

/**
 * Everything that was read and guessed of a transcript.
 * @param assessment made without the scripts that the file names, so that it tells those of the words
 */
export function inspectCall(rulebook: Rulebook, transcript: Transcript, assessment: Assessment): Inspected {
  const { reading, turns, meta, workOrder } = transcript;
  const reasons = roleReasons(rulebook, transcript, assessment.roles.assigned);
  const labels = [...new Set(turns.map((t) => t.speaker))];
  const spoken = turns.filter((t) => t.startSeconds !== undefined);
  const first = spoken[0]?.startSeconds;
  const last = Math.max(...spoken.map((t) => t.endSeconds ?? t.startSeconds!));
  return {
    id: transcript.id,
    source: transcript.source,
    format: reading?.format ?? null,
    encoding: reading?.encoding ?? null,
    timeUnit: reading?.timeUnit ?? null,
    turns: turns.length,
    characters: turns.reduce((n, t) => n + t.text.length, 0),
    seconds: first === undefined ? null : Math.round((last - first) * 10) / 10,
    meta: meta ?? {},
    workOrder: Object.keys(workOrder ?? {}),
    speakers: labels.map((label) => {
      const own = turns.filter((t) => t.speaker === label);
      return {
        label,
        role: assessment.roles.assigned[label] ?? null,
        by: transcript.roles[label] ? ('file' as const) : ('words' as const),
        turns: own.length,
        characters: own.reduce((n, t) => n + t.text.length, 0),
        signs: reasons.get(label) ?? [],
      };
    }),
    rolesConfidence: assessment.roles.confidence,
    contradicted: assessment.roles.contradicted ?? null,
    secondCall: assessment.secondCall ?? null,
    guesses: reading?.guesses ?? [],
    named: transcript.scripts,
    scripts: assessment.scripts,
    scene: assessment.scene ?? null,
    scriptReasons: assessment.scriptReasons ?? null,
    speech: assessment.speech ?? null,
  };
}

const LABELS = {
  zh: {
    format: '格式',
    encoding: '编码',
    times: '时间',
    turns: '句数',
    about: '信息',
    order: '工单',
    speakers: '说话人',
    scripts: '脚本',
    scene: '场景',
    speech: '语音',
    guessed: '猜的',
    none: '没有',
    nothing: '没有什么要猜',
    given: '文件写明',
    heard: '内容看是',
    byWords: (c: number) => `按内容判断，把握 ${Math.round(c * 100)}%`,
    count: (turns: number, characters: number) => `${turns} 句 ${characters} 字`,
    long: (seconds: number) => `，全长 ${seconds} 秒`,
    units: {
      ms: '毫秒',
      s: '秒',
      '100ns': '100 纳秒',
      iso8601: 'ISO 8601 时长',
      clock: '时:分:秒',
      'wall-clock': '钟点',
    },
  },
  en: {
    format: 'format',
    encoding: 'encoding',
    times: 'times',
    turns: 'turns',
    about: 'about',
    order: 'order',
    speakers: 'speakers',
    scripts: 'scripts',
    scene: 'scene',
    speech: 'speech',
    guessed: 'guessed',
    none: 'none',
    nothing: 'nothing',
    given: 'named in the file',
    heard: 'by the words',
    byWords: (c: number) => `told from the words, ${Math.round(c * 100)} % sure`,
    count: (turns: number, characters: number) => `${turns} turns, ${characters} characters`,
    long: (seconds: number) => `, ${seconds} s in all`,
    units: {
      ms: 'milliseconds',
      s: 'seconds',
      '100ns': '100 ns',
      iso8601: 'ISO 8601 durations',
      clock: 'h:mm:ss',
      'wall-clock': 'time of day',
    },
  },
} as const;

/** An inspected transcript for a person at a terminal. */
export function wordInspected(rulebook: Rulebook, i: Inspected, lang: Lang, width: number): string {
  const l = LABELS[lang];
  const words = CALL_WORDS[lang];
  const column = Math.max(...[l.format, l.encoding, l.speakers, l.guessed].map(widthOf)) + 2;
  const line = (label: string, text: string) =>
    wrap(`  ${padEnd(label, column)}${harmless(text.replace(/\s+/g, ' '))}`, width, ' '.repeat(2 + column));
  const title = FORMATS.find((f) => f.id === i.format)?.title[lang];
  const list = (texts: readonly string[]) => texts.join(lang === 'zh' ? '，' : ', ') || l.none;
  const lines = [
    harmless(`─ ${i.id}  ${i.source}`.replace(/\s+/g, ' ')),
    line(l.format, i.format === null ? l.none : `${title ?? ''} (${i.format})`),
    line(l.encoding, i.encoding ?? l.none),
    line(l.times, (i.timeUnit === null ? l.none : l.units[i.timeUnit]) + (i.seconds === null ? '' : l.long(i.seconds))),
    line(l.turns, l.count(i.turns, i.characters)),
    ...(i.secondCall ? [line('', words.secondCall(i.secondCall))] : []),
    line(l.about, list(Object.entries(i.meta).map(([name, value]) => `${name}=${value}`))),
    line(l.order, list(i.workOrder)),
  ];
  const inferred = i.speakers.some((s) => s.by === 'words');
  lines.push(line(l.speakers, inferred ? l.byWords(i.rolesConfidence) : l.given));
  for (const s of i.speakers) {
    const role = s.role === null ? '?' : words.role[s.role];
    const why = s.signs.length > 0 ? ` · ${signList(s.signs, { lang })}` : '';
    lines.push(line('', `${s.label} = ${role} (${l.count(s.turns, s.characters)})${why}`));
  }
  if (i.contradicted) lines.push(line('', words.contradicted(i.contradicted.confidence)));
  const titles = (ids: readonly string[]) => ids.map((id) => scriptTitle(rulebook, id, lang)).join(' + ') || l.none;
  if (i.scene) lines.push(line(l.scene, words.scene[i.scene.kind]));
  if (i.named) lines.push(line(l.scripts, `${titles(i.named)} (${l.given})`));
  lines.push(line(i.named ? '' : l.scripts, `${titles(i.scripts)} (${l.heard})`));
  for (const r of i.scriptReasons ?? []) {
    const heard = r.elements.map((e) => words.signAt(elementTitle(rulebook, e.id, lang), e.turn + 1));
    const part = i.scene?.parts.find((p) => p.script === r.script);
    const where = scriptTitle(rulebook, r.script, lang);
    const head = part ? words.part(where, part.firstTurn + 1, part.lastTurn + 1) : where;
    lines.push(line('', `${head}: ${list([signList(r.signs, { lang }), ...heard].filter(Boolean))}`));
  }
  if (i.speech) lines.push(line(l.speech, speechLine(i.speech, { lang })));
  lines.push(line(l.guessed, i.guesses.map(words.guess).join(lang === 'zh' ? '；' : '; ') || l.nothing));
  return lines.join('\n');
}
