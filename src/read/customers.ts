import type * as v from 'valibot';
import type {
  AnswerRule,
  Cast,
  Choice,
  Lines,
  LinesById,
  OrderParts,
  Persona,
  Provocation,
  Scene,
  Voice,
} from '../model/customers.ts';
import { type Problem, problem, type Read } from '../model/problem.ts';
import { CastCheck } from './customers-check.ts';
import { CUSTOMER_SCHEMAS, type personaFile, type provocationFile, type sceneFile } from './customers-schema.ts';
import type { PackSource } from './pack.ts';
import { readYaml, validate, type YamlFile } from './yaml.ts';

type PersonaFile = v.InferOutput<typeof personaFile>;
type SceneFile = v.InferOutput<typeof sceneFile>;
type LinesFile = PersonaFile['lines'];

/** Collects what the files say; of two personas, voices, scenes or provocations of one id the later one stands. */
class Collector {
  readonly personas = new Map<string, Persona>();
  readonly voices = new Map<string, Voice>();
  readonly provocations = new Map<number, Provocation>();
  readonly scenes = new Map<string, Scene>();
  readonly problems: Problem[] = [];
  readonly check = new CastCheck();
  traits: Record<string, readonly string[]> = {};
  moves: Record<string, readonly string[]> = {};
  orders: OrderParts | null = null;
  base: string | null = null;

  add({ file, text }: PackSource): void {
    const { value: yaml, problems } = readYaml(file, text);
    this.problems.push(...problems);
    if (!yaml) return;
    const keys = yaml.data !== null && typeof yaml.data === 'object' ? Object.keys(yaml.data) : [];
    const kinds = Object.keys(CUSTOMER_SCHEMAS) as (keyof typeof CUSTOMER_SCHEMAS)[];
    const kind = kinds.find((key) => keys.includes(key));
    if (kind) this.#take(kind, yaml);
    else {
      const received = keys.join(', ') || 'nothing';
      this.problems.push(problem('WRONG_VALUE', yaml.place([]), { where: file, received, expected: kinds.join(', ') }));
    }
  }

  #take(kind: keyof typeof CUSTOMER_SCHEMAS, yaml: YamlFile): void {
    const { value: data, problems } = validate(yaml, CUSTOMER_SCHEMAS[kind]);
    this.problems.push(...problems);
    if (!data) return;
    if ('persona' in data) {
      this.personas.set(data.persona, personaOf(data));
      this.check.persona(data, yaml);
    } else if ('voice' in data) {
      this.voices.set(data.voice, { id: data.voice, lines: linesOf(data.lines) });
      if (data.base) this.base = data.voice;
      this.check.lines(data.lines, yaml);
    } else if ('provocations' in data) {
      for (const p of data.provocations) this.provocations.set(p.phrase, provocationOf(p));
      this.check.provocations(data.provocations, yaml);
    } else if ('scenes' in data) {
      this.traits = { ...this.traits, ...data.traits };
      for (const s of data.scenes) this.scenes.set(s.id, sceneOf(s));
      this.check.scenes(data.scenes, yaml);
    } else if ('moves' in data) this.moves = { ...this.moves, ...data.moves };
    else this.orders = data.orders;
  }
}

/**
 * Reads customer files: personas, their voices, provocations, scenes, moves and what work orders are made of.
 * @returns `null` with every Problem of every file when anything is wrong or missing
 */
export function parseCustomers(sources: readonly PackSource[]): Read<Cast | null> {
  const all = new Collector();
  for (const source of sources) all.add(source);
  const base = all.base === null ? undefined : all.voices.get(all.base);
  const missing = [
    ...(all.personas.size === 0 ? ['persona'] : []),
    ...(base ? [] : ['voice (base: true)']),
    ...(all.scenes.size === 0 ? ['scenes'] : []),
    ...(all.orders ? [] : ['orders']),
  ];
  const file = sources[0]?.file ?? 'customers';
  const problems = [
    ...all.problems,
    ...missing.map((key) => problem('MISSING_KEY', { file }, { key, where: 'customers' })),
  ];
  if (problems.length > 0 || !base || !all.orders) return { value: null, problems };
  const cast: Cast = {
    personas: [...all.personas.values()].sort((a, b) => a.level - b.level || (a.id < b.id ? -1 : 1)),
    voices: [base, ...[...all.voices.values()].filter((voice) => voice !== base)],
    provocations: [...all.provocations.values()].sort((a, b) => a.phrase - b.phrase),
    scenes: [...all.scenes.values()],
    traits: all.traits,
    moves: all.moves,
    orders: all.orders,
  };
  const faults = all.check.against(cast);
  return { value: faults.length > 0 ? null : cast, problems: faults };
}

const worded = (zh: string, en: string | undefined) => ({ zh, en: en ?? zh });

const linesOf = (lines: LinesFile): LinesById =>
  Object.fromEntries(
    Object.entries(lines).map(([id, given]): [string, Lines] => [
      id,
      Array.isArray(given)
        ? { plain: given, soft: [], hard: [] }
        : { plain: given.plain, soft: given.soft ?? [], hard: given.hard ?? [] },
    ]),
  );

const personaOf = (p: PersonaFile): Persona => ({
  id: p.persona,
  title: worded(p.title, p['title-en']),
  about: worded(p.about, p['about-en']),
  level: p.level,
  scenes: p.scenes,
  voice: p.voice,
  mood: p.mood,
  patience: p.patience,
  insists: p.insists,
  asks: p.asks ?? null,
  traits: p.traits,
  provokes: p.provokes,
  unknowables: p.unknowables,
  digressions: p.digressions,
  lines: linesOf(p.lines),
});

const provocationOf = (p: v.InferOutput<typeof provocationFile>['provocations'][number]): Provocation => ({
  phrase: p.phrase,
  settings: p.settings,
  lines: p.lines,
  answeredBy: p['answered-by'],
  stung: p.stung,
});

const sceneOf = (s: SceneFile['scenes'][number]): Scene => ({
  id: s.id,
  title: worded(s.title, s['title-en']),
  setting: s.setting,
  scripts: s.scripts,
  brief: worded(s.brief, s['brief-en']),
  fields: s.fields,
  opens: typeof s.opens === 'string' ? { by: null, right: s.opens } : s.opens,
  answers: Object.fromEntries(Object.entries(s.answers).map(([id, rule]) => [id, ruleOf(rule)])),
  acks: s.acks,
  asks: s.asks.map((a) => ({
    id: a.id,
    lines: a.lines,
    until: a.until,
    after: a.after,
    line: a.line,
    atGoodbye: a['at-goodbye'],
  })),
  calmUntil: s['calm-until'],
  closes: s.closes,
  followUps: s['follow-ups'].map((f) => ({
    ...f,
    after: f.after ?? null,
    otherwise: f.otherwise ?? null,
    say: f.say ?? null,
  })),
  endsWith: s['ends-with'],
  decisions: s.decisions,
  proposes: s.proposes,
  says: s.says,
});

function ruleOf(rule: SceneFile['scenes'][number]['answers'][string]): AnswerRule {
  if (typeof rule === 'string')
    return { by: null, right: rule, slot: null, wrong: null, open: null, again: null, alone: false, unasked: null };
  const optional = (choice: Choice | undefined) => choice ?? null;
  return {
    by: rule.by ?? null,
    right: rule.right,
    slot: rule.slot ?? null,
    wrong: optional(rule.wrong),
    open: optional(rule.open),
    again: optional(rule.again),
    alone: rule.alone,
    unasked: rule.unasked ? { ...rule.unasked, by: rule.unasked.by ?? null } : null,
  };
}
