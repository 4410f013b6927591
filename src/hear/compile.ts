import { CueContext, CueError, type PlainWords } from '../match/cue-notation.ts';
import { NearIndex } from '../match/near.ts';
import type { Condition, Element, ForbiddenPhrase, GuardRule, Pack, Question, Script } from '../model/pack.ts';
import { type Place, type Problem, problem, type Read } from '../model/problem.ts';
import { normaliseText } from '../normalise/normalise.ts';
import { suggestion } from '../read/suggestion.ts';
import { CueGroups, type Group } from './cue-groups.ts';
import type { Ear } from './meaning.ts';

export interface CompiledPart {
  readonly cues: Group;
  readonly unless: Group;
  readonly later: Group;
}
export interface CompiledQuestion {
  readonly question: Question;
  readonly answers: readonly {
    readonly id: string;
    readonly cues: Group;
    readonly unprompted: Group;
    readonly unless: Group;
    readonly taken: Group;
  }[];
}
/** A wording to align: one of a phrase's variants, or the phrase itself. */
export interface Wording {
  readonly phrase: ForbiddenPhrase;
  readonly written: string;
  /** The manual's own words, a clause of them, or the clauses the other way round. */
  readonly manuals: boolean;
}

export interface CompiledGuard {
  readonly rule: GuardRule;
  readonly needs: readonly Group[];
  readonly unless: Group;
}

/** A pack, compiled: what `assess` needs, made once a run. */
export interface Rulebook {
  readonly pack: Pack;
  readonly cues: CueGroups;
  readonly parts: ReadonlyMap<Element, readonly CompiledPart[]>;
  readonly questions: ReadonlyMap<Script, readonly CompiledQuestion[]>;
  readonly guards: readonly CompiledGuard[];
  readonly allow: ReadonlyMap<ForbiddenPhrase, Group>;
  /** Apologies, offers and other ways: what makes a refusal good. */
  readonly repairs: readonly Group[];
  readonly near: Pick<NearIndex, 'search'>;
  /** What hears meaning; `null`: only wordings are heard. */
  readonly ear: Ear | null;
  readonly wordings: readonly Wording[];
}

/** Named cues of a pack that make a refusal good. */
const REPAIRS = ['sorry', 'offer'] as const;

const contextOf = (pack: Pack, known?: PlainWords) =>
  new CueContext(pack.names, (text) => normaliseText(text, pack.lexicon).text, known);

/** The answers that a question's decision can be; the one taken when nothing is heard needs no cues. */
const answersOf = (q: Question | undefined) => q && [...new Set([...q.answers.map((a) => a.id), q.ifUnheard])];

/** Everything in a pack that refers to something that is not there, or cannot be read. */
export function checkPack(pack: Pack, context = contextOf(pack)): Problem[] {
  const problems: Problem[] = [];
  const cue = (notation: string, place: Place, owner: string) => {
    try {
      context.parse(notation);
    } catch (error) {
      if (!(error instanceof CueError)) throw error;
      problems.push(problem('BAD_CUE', place, { cue: notation, owner, fault: error.fault, what: error.what }));
    }
  };
  const guardIds = pack.guards.map((g) => g.id);
  const questions = new Map(pack.scripts.flatMap((s) => s.questions.map((q) => [q.id, q] as const)));
  const elementIds = new Set(pack.scripts.flatMap((s) => s.elements.map((e) => e.id)));
  const placeOf = (key: string): Place => pack.places[key] ?? { file: key };
  const condition = (when: Condition, place: Place, owner: string) => {
    for (const [question, answers] of Object.entries(when)) {
      const legal = question.startsWith('script.') ? ['yes', 'no'] : answersOf(questions.get(question));
      if (!legal) {
        const args = { owner, question, ...suggestion(question, [...questions.keys()]) };
        problems.push(problem('UNKNOWN_QUESTION', place, args));
        continue;
      }
      for (const answer of answers.filter((a) => !legal.includes(a))) {
        const args = { owner, question, answer, legal: legal.join(', '), ...suggestion(answer, legal) };
        problems.push(problem('UNKNOWN_ANSWER', place, args));
      }
    }
  };
  for (const [name, cues] of Object.entries(pack.names))
    for (const notation of cues) cue(notation, placeOf(`names.${name}`), 'names');
  for (const script of pack.scripts) {
    for (const q of script.questions) {
      const at = placeOf(`questions.${q.id}`);
      for (const a of q.answers)
        for (const c of [...a.cues, ...a.unprompted, ...a.unless, ...a.taken]) cue(c, at, `${q.id}.${a.id}`);
      for (const a of q.answers) for (const on of [a.unpromptedWhen, a.until]) condition(on, at, `${q.id}.${a.id}`);
      for (const ref of [...q.askedBy, q.before, ...q.answers.flatMap((a) => [...a.shownBy, ...a.refutedBy])])
        if (ref && !elementIds.has(ref))
          problems.push(problem('UNKNOWN_ELEMENT', at, { owner: q.id, id: ref, ...suggestion(ref, [...elementIds]) }));
    }
    for (const e of script.elements) {
      const place = { file: script.file, line: e.line };
      for (const part of e.parts) {
        for (const c of [...part.cues, ...part.unless, ...part.later]) cue(c, place, e.id);
        const anchor = part.window?.kind === 'after' ? part.window.anchor : null;
        if (anchor && !elementIds.has(anchor) && !questions.has(anchor))
          problems.push(
            problem('UNKNOWN_ELEMENT', place, { owner: e.id, id: anchor, ...suggestion(anchor, [...elementIds]) }),
          );
      }
      condition(e.when, place, e.id);
    }
  }
  for (const p of pack.phrases) {
    for (const c of p.allow) cue(c, { file: p.file, line: p.line }, p.id);
    for (const g of p.guards)
      if (!guardIds.includes(g))
        problems.push(
          problem(
            'UNKNOWN_GUARD',
            { file: p.file, line: p.line },
            { owner: p.id, guard: g, legal: guardIds.join(', '), ...suggestion(g, guardIds) },
          ),
        );
  }
  for (const g of pack.guards)
    for (const c of [...g.needs.flat(), ...g.unless]) cue(c, placeOf(`guards.${g.id}`), g.id);
  const { required, weights } = pack.rubric;
  for (const [part, ids] of Object.entries({ required, weights: Object.keys(weights) }))
    for (const id of ids)
      if (!elementIds.has(id)) {
        const owner = `rubric.${part}`;
        problems.push(problem('UNKNOWN_ELEMENT', placeOf(owner), { owner, id, ...suggestion(id, [...elementIds]) }));
      }
  return problems;
}

/** What the build works out beforehand, so that a start need not: see tools/build.mjs. */
export interface Precompiled {
  /** Keys of each cue, by its notation: it was read and checked. */
  readonly anchors: Readonly<Record<string, readonly number[] | null>>;
  /** Words of the cues in the form that utterances have. */
  readonly words: PlainWords;
}

/**
 * Compiles a pack.
 * @param precompiled of this very pack: it is then not checked again
 * @param ear what hears meaning, from `earOf`
 * @returns the rulebook, or `null` with every Problem that stands in its way
 */
export function compilePack(pack: Pack, precompiled?: Precompiled, ear: Ear | null = null): Read<Rulebook | null> {
  const context = contextOf(pack, precompiled?.words);
  const problems = precompiled ? [] : checkPack(pack, context);
  if (problems.length > 0) return { value: null, problems };
  const cues = new CueGroups(context);
  const parts = new Map<Element, CompiledPart[]>();
  const questions = new Map<Script, CompiledQuestion[]>();
  for (const script of pack.scripts) {
    for (const e of script.elements)
      parts.set(
        e,
        e.parts.map((p) => ({
          cues: cues.add(p.cues, 'agent'),
          unless: cues.add(p.unless, 'agent'),
          later: cues.add(p.later, 'agent'),
        })),
      );
    questions.set(
      script,
      script.questions.map((question) => {
        const from = question.from === 'any' ? 'all' : question.from === 'agent' ? 'agent' : 'others';
        const answers = question.answers.map((a) => ({
          id: a.id,
          cues: cues.add(a.cues, from),
          unprompted: cues.add(a.unprompted, from),
          unless: cues.add(a.unless, from),
          taken: cues.add(a.taken, 'agent'),
        }));
        return { question, answers };
      }),
    );
  }
  const guards = pack.guards.map((rule) => ({
    rule,
    needs: rule.needs.map((list) => cues.add(list, 'asked')),
    unless: cues.add(rule.unless, 'asked'),
  }));
  const repairs = REPAIRS.filter((name) => pack.names[name]).map((name) => cues.add([`<${name}>`], 'agent'));
  const allow = new Map(pack.phrases.map((p) => [p, cues.add(p.allow, 'asked')] as const));
  cues.compile(precompiled?.anchors);
  const wordings = pack.phrases.flatMap((p) => wordingsOf(p));
  return {
    problems: [],
    value: {
      pack,
      cues,
      parts,
      questions,
      guards,
      allow,
      repairs,
      ear,
      near: new NearIndex(
        wordings.map((w) => ({
          text: context.plain(w.written),
          keep: w.phrase.keep.map((word) => context.plain(word)).filter(Boolean),
        })),
      ),
      wordings,
    },
  };
}

/** The manual's words, its clauses the other way round, and the pack's variants. */
function wordingsOf(phrase: ForbiddenPhrase): Wording[] {
  const clauses = phrase.phrase.split(/[，、,。]/).filter((c) => c.length > 0);
  const manuals = [phrase.phrase];
  if (clauses.length > 1) manuals.push([...clauses].reverse().join('，'));
  return [
    ...manuals.map((written) => ({ phrase, written, manuals: true })),
    ...phrase.variants.map((written) => ({ phrase, written, manuals: clauses.includes(written) })),
  ];
}
