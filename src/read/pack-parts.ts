import type * as v from 'valibot';
import type {
  Answer,
  Case,
  Condition,
  Element,
  ForbiddenPhrase,
  Part,
  Question,
  Script,
  Window,
  Wording,
} from '../model/pack.ts';
import type { Role } from '../model/transcript.ts';
import type { phraseFile, scriptFile } from './pack-schema.ts';
import type { YamlFile } from './yaml.ts';

type ScriptFile = v.InferOutput<typeof scriptFile>;
type PhraseFile = v.InferOutput<typeof phraseFile>;

/** A text in both languages; what has no English keeps its Chinese. */
export const wording = (zh: string, en: string | undefined): Wording => ({ zh, en: en ?? zh });

/** A script's file as the model has it. */
export function scriptOf(data: ScriptFile, yaml: YamlFile): Script {
  const line = (...path: (string | number)[]) => yaml.place(path).line ?? 1;
  return {
    id: data.id,
    order: data.order,
    title: wording(data.title, data['title-en']),
    source: data.source,
    file: yaml.file,
    questions: data.questions.map(
      (q): Question => ({
        id: q.id,
        title: wording(q.title, q['title-en']),
        from: q.from,
        askedBy: [q['asked-by']].flat(),
        replies: q.replies,
        before: q.before ?? null,
        first: q.first ?? null,
        orderField: q['order-field'] ?? null,
        answers: Object.entries(q.answers).map(
          ([id, a]): Answer =>
            Array.isArray(a)
              ? {
                  id,
                  title: null,
                  cues: a,
                  unprompted: [],
                  unpromptedWhen: {},
                  unless: [],
                  taken: [],
                  shownBy: [],
                  refutedBy: [],
                  until: {},
                  movesTime: false,
                  order: [],
                }
              : {
                  id,
                  title: a.title === undefined ? null : wording(a.title, a['title-en']),
                  cues: a.cues,
                  unprompted: a.unprompted,
                  unpromptedWhen: conditionOf(a['unprompted-when']),
                  unless: a.unless,
                  taken: a.taken,
                  shownBy: a['shown-by'],
                  refutedBy: a['refuted-by'],
                  until: conditionOf(a.until),
                  movesTime: a['moves-time'],
                  order: a.order,
                },
        ),
        ifUnheard: q['if-unheard'],
      }),
    ),
    elements: data.elements.map(
      (e, i): Element => ({
        id: e.id,
        script: data.id,
        no: e.no,
        title: wording(e.title, e['title-en']),
        source: e.source,
        manual: e.manual,
        say: wording(e.say ?? '', e['say-en']),
        why: wording(e.why, e['why-en']),
        when: conditionOf(e.when),
        parts: e.parts.map(partOf),
        forReviewer: e.judge === 'for-reviewer',
        weight: 1,
        cases: {
          met: casesOf(e.cases.met, (k) => line('elements', i, 'cases', 'met', k)),
          notMet: casesOf(e.cases['not-met'], (k) => line('elements', i, 'cases', 'not-met', k)),
          notApplicable: casesOf(e.cases['not-applicable'], (k) => line('elements', i, 'cases', 'not-applicable', k)),
        },
        line: line('elements', i, 'id'),
      }),
    ),
  };
}

const conditionOf = (when: Readonly<Record<string, string | readonly string[]>>): Condition =>
  Object.fromEntries(Object.entries(when).map(([question, answers]) => [question, [answers].flat()]));

type PartFile = ScriptFile['elements'][number]['parts'][number];
function partOf(part: PartFile): Part {
  if (Array.isArray(part)) return { cues: part, unless: [], slots: [], window: null, later: [] };
  const window: Window | null = part.after
    ? { kind: 'after', anchor: part.after, count: part.turns }
    : part.first
      ? { kind: 'first', count: part.first }
      : part.last
        ? { kind: 'last', count: part.last }
        : null;
  return { cues: part.cues, unless: part.unless, slots: part.slots, window, later: part.later };
}

/** The phrases of a file as the model has them. */
export function phrasesOf(data: PhraseFile, yaml: YamlFile): ForbiddenPhrase[] {
  const line = (...path: (string | number)[]) => yaml.place(path).line ?? 1;
  return data.phrases.map((p, i) => ({
    id: p.id,
    no: p.no,
    phrase: p.phrase,
    title: wording(p.phrase, p['title-en']),
    source: p.source,
    severity: p.severity,
    variants: p.variants,
    keep: p.keep,
    guards: p.guards,
    allow: p.allow,
    why: wording(p.why, p['why-en']),
    better: wording(p.better, p['better-en']),
    cases: {
      flagged: casesOf(p.cases.flagged, (k) => line('phrases', i, 'cases', 'flagged', k)),
      clean: casesOf(p.cases.clean, (k) => line('phrases', i, 'cases', 'clean', k)),
    },
    file: yaml.file,
    line: line('phrases', i, 'id'),
  }));
}

const SPEAKERS: readonly (readonly [string, Role])[] = [
  ['装维：', 'agent'],
  ['客户：', 'customer'],
  ['旁人：', 'other'],
];

/** A dialogue's line without a speaker is the installer's. */
function casesOf(cases: readonly (string | readonly string[])[] | undefined, line: (index: number) => number): Case[] {
  return (cases ?? []).map((given, index) => {
    const turns = (typeof given === 'string' ? [given] : given).map((text) => {
      const speaker = SPEAKERS.find(([label]) => text.startsWith(label));
      return speaker ? { role: speaker[1], text: text.slice(speaker[0].length) } : { role: 'agent' as Role, text };
    });
    return { turns, alone: typeof given === 'string', line: line(index) };
  });
}
