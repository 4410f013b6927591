import type { ForbiddenPhrase, GuardRule, HearingLimits, Lexicon, Pack, Rubric, Script } from '../model/pack.ts';
import { type Place, type Problem, problem, type Read } from '../model/problem.ts';
import { phrasesOf, scriptOf, wording } from './pack-parts.ts';
import { SCHEMAS } from './pack-schema.ts';
import { readYaml, validate, type YamlFile } from './yaml.ts';

/** A pack's file: its name for messages, and what is in it. */
export interface PackSource {
  readonly file: string;
  readonly text: string;
}

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
  places: Record<string, Place> = {};

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
    this.#placeAll(kind, data, yaml);
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
          unless: g.unless,
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

  /** Remembers where things stand that have no line of their own. */
  #placeAll(kind: string, data: object, yaml: YamlFile): void {
    const items = (data as Record<string, unknown>)[kind] as object;
    const ofKind = Array.isArray(items)
      ? items.map(({ id }, i) => [id, i])
      : Object.keys(items).map((key) => [key, key]);
    const at = (...path: (string | number)[]): Place => ({ file: yaml.file, line: yaml.place(path).line ?? 1 });
    for (const [id, key] of ofKind) this.places[`${kind}.${id}`] = at(kind, key);
    const { questions = [] } = data as { readonly questions?: readonly { readonly id: string }[] };
    questions.forEach(({ id }, i) => {
      this.places[`questions.${id}`] = at('questions', i, 'id');
    });
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
    places: all.places,
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
