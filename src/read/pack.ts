import type * as v from 'valibot';
import type {
  Answer,
  Case,
  Condition,
  Element,
  ForbiddenPhrase,
  GuardRule,
  HearingLimits,
  Lexicon,
  Pack,
  Part,
  Question,
  Rubric,
  Script,
  Window,
  Wording,
} from '../model/pack.ts';
import { type Problem, problem, type Read } from '../model/problem.ts';
import type { Role } from '../model/transcript.ts';
import { type phraseFile, SCHEMAS, type scriptFile } from './pack-schema.ts';
import { readYaml, validate, type YamlFile } from './yaml.ts';

/** A pack's file: its name for messages, and what is in it. */
export interface PackSource {
  readonly file: string;
  readonly text: string;
}

type ScriptFile = v.InferOutput<typeof scriptFile>;
type PhraseFile = v.InferOutput<typeof phraseFile>;

const wording = (zh: string, en: string | undefined): Wording => ({ zh, en: en ?? zh });

/** A pack without limits: only what is quite sure is a hit. */
const NOTHING_SAID: HearingLimits = { all: { hit: 0.9, suspected: 0.5 }, element: 0.9, byPhrase: {} };

/** Collects what the files of one or more pack folders say; a later file's script, phrase, guard or name of the same id replaces an earlier one's. */
class Collector {
  readonly scripts = new Map<string, Script>();
  readonly phrases = new Map<string, ForbiddenPhrase>();
  readonly guards = new Map<string, GuardRule>();
  readonly problems: Problem[] = [];
  names: Record<string, readonly string[]> = {};
  lexicon: Lexicon | null = null;
  rubric: Rubric | null = null;
  hearing: HearingLimits = NOTHING_SAID;

  add(source: PackSource): void {
    const { value: yaml, problems } = readYaml(source.file, source.text);
    this.problems.push(...problems);
    if (!yaml) return;
    const keys = yaml.data !== null && typeof yaml.data === 'object' ? Object.keys(yaml.data) : [];
    const kind = (Object.keys(SCHEMAS) as (keyof typeof SCHEMAS)[]).find((key) => keys.includes(key));
    if (!kind) {
      const expected = Object.keys(SCHEMAS).join(', ');
      this.problems.push(
        problem('WRONG_VALUE', yaml.place([]), {
          where: source.file,
          received: keys.join(', ') || 'nothing',
          expected,
        }),
      );
      return;
    }
    this.#take(kind, yaml);
  }

  #take(kind: keyof typeof SCHEMAS, yaml: YamlFile): void {
    const checked = validate(yaml, SCHEMAS[kind]);
    this.problems.push(...checked.problems);
    if (!checked.value) return;
    const data = checked.value;
    if ('elements' in data) this.#put(this.scripts, [scriptOf(data, yaml)], yaml);
    else if ('phrases' in data) this.#put(this.phrases, phrasesOf(data, yaml), yaml);
    else if ('guards' in data)
      this.#put(
        this.guards,
        data.guards.map((g) => ({
          id: g.id,
          title: wording(g.title, g['title-en']),
          always: g.always,
          where: g.where,
          test: g.test ?? null,
          needs: g.needs,
        })),
        yaml,
      );
    else if ('names' in data) this.names = { ...this.names, ...data.names };
    else if ('fillers' in data)
      this.lexicon = { fillers: data.fillers, particles: data.particles, sameWord: data['same-word'] };
    else if ('hearing' in data) {
      const { hit, suspected, element, phrases } = data.hearing;
      this.hearing = {
        all: { hit, suspected },
        element,
        byPhrase: Object.fromEntries(Object.entries(phrases).map(([no, l]) => [Number(no), l])),
      };
    } else if ('rubric' in data) {
      const r = data.rubric;
      this.rubric = {
        passMark: r['pass-mark'],
        partialShare: r['partial-share'],
        deductions: r.deductions,
        maxDeduction: r['max-deduction'],
        knockOut: definedOnly(r['knock-out']),
        required: r.required,
        weights: r.weights,
      };
    }
  }

  /** Two of the same id in one file are a fault; in two files the later replaces. */
  #put<T extends { readonly id: string }>(into: Map<string, T>, items: readonly T[], yaml: YamlFile): void {
    const here = new Set<string>();
    for (const item of items) {
      if (here.has(item.id))
        this.problems.push(
          problem('DUPLICATE_ID', { file: yaml.file, line: (item as { line?: number }).line ?? 1 }, { id: item.id }),
        );
      here.add(item.id);
      into.set(item.id, item);
    }
    for (const { elements = [], questions = [] } of items as readonly Partial<Script>[]) {
      const seen = new Set<string>();
      const once = (id: string, line: number) => {
        if (seen.has(id)) this.problems.push(problem('DUPLICATE_ID', { file: yaml.file, line }, { id }));
        seen.add(id);
      };
      questions.forEach((q, i) => {
        once(q.id, yaml.place(['questions', i, 'id']).line ?? 1);
      });
      for (const e of elements) once(e.id, e.line);
    }
  }
}

const definedOnly = <T extends object>(object: T) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

/**
 * Parses the files of a pack, or of several laid over each other in order.
 * @returns the pack, `null` when something essential is missing or any file has an error; and all Problems, not only the first
 */
export function parsePack(sources: readonly PackSource[]): Read<Pack | null> {
  const all = new Collector();
  for (const source of sources) all.add(source);
  all.problems.push(...sameNumbers([...all.phrases.values()]));
  const file = sources[0]?.file ?? '(no file)';
  if (all.problems.some((p) => p.severity === 'error')) return { value: null, problems: all.problems };
  if (!all.rubric || !all.lexicon) {
    const missing = [all.rubric ? '' : 'rubric', all.lexicon ? '' : 'fillers'].filter(Boolean).join(', ');
    return { value: null, problems: [...all.problems, problem('NO_PACK', { file }, { missing })] };
  }
  const pack: Pack = {
    names: all.names,
    scripts: [...all.scripts.values()].sort((a, b) => a.order - b.order),
    phrases: [...all.phrases.values()].sort((a, b) => a.no - b.no),
    guards: [...all.guards.values()],
    lexicon: all.lexicon,
    rubric: all.rubric,
    hearing: all.hearing,
  };
  return { value: pack, problems: all.problems };
}

/** Violations name a phrase by its number alone. */
function sameNumbers(phrases: readonly ForbiddenPhrase[]): Problem[] {
  const seen = new Set<number>();
  return phrases.flatMap(({ no, file, line }) => {
    const again = seen.has(no);
    seen.add(no);
    return again ? [problem('DUPLICATE_ID', { file, line }, { id: no })] : [];
  });
}

function scriptOf(data: ScriptFile, yaml: YamlFile): Script {
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
              ? { id, cues: a, unprompted: [], unpromptedWhen: {}, unless: [], taken: [], refutedBy: [], order: [] }
              : {
                  id,
                  cues: a.cues,
                  unprompted: a.unprompted,
                  unpromptedWhen: conditionOf(a['unprompted-when']),
                  unless: a.unless,
                  taken: a.taken,
                  refutedBy: a['refuted-by'],
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

function phrasesOf(data: PhraseFile, yaml: YamlFile): ForbiddenPhrase[] {
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
