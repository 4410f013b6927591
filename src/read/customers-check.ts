import type * as v from 'valibot';
import type { AnswerRule, Cast, Choice, Scene } from '../model/customers.ts';
import { type Place, type Problem, problem } from '../model/problem.ts';
import type { personaFile, provocationFile, sceneFile } from './customers-schema.ts';
import { suggestion } from './suggestion.ts';
import type { YamlFile } from './yaml.ts';

type PersonaFile = v.InferOutput<typeof personaFile>;
type Path = readonly (string | number)[];

/** Replies that customers give whatever the scene. */
export const OWN_REPLIES = (
  'ack ack.sorry ack.thanks vague stalled said-already too-long unclear silence hurt softened answered noted repeat dropped ' +
  'unknowable digression run-out hang-up.phone hang-up.door bye.phone bye.door'
).split(' ');

/** What may stand in braces: fields of the work order, and facts of the round. */
const NAMES = (
  'customerName title service kind appointment address staffName staffId staffPhone branch ' +
  'surname verb newTime otherTime rightAddress rightPart wrongPart reason resolved room fault department later question agreed'
).split(' ');

const idsOf = (choice: Choice | null): readonly string[] =>
  choice === null ? [] : typeof choice === 'string' ? [choice] : Object.values(choice);
const ruleIds = (rule: AnswerRule): readonly string[] =>
  [rule.right, rule.wrong, rule.open, rule.again, rule.unasked?.lines ?? null].flatMap(idsOf);

/** Ids of all replies that a scene can lead to. */
export const replyIds = (scene: Scene): string[] => [
  ...idsOf(scene.opens.right),
  ...Object.values(scene.answers).flatMap(ruleIds),
  ...Object.values(scene.acks),
  ...scene.asks.map((a) => a.lines),
  ...scene.followUps.flatMap((f) => [f.lines, ...idsOf(f.otherwise)]),
];

/** What customer files name of each other: noted with its place while they are read, held against the whole cast afterwards. */
export class CastCheck {
  readonly #notes: {
    readonly what: keyof ReturnType<typeof legal>;
    readonly name: string;
    readonly place: Place;
    readonly where: string;
  }[] = [];
  readonly #traits: { readonly trait: string; readonly value: string; readonly place: Place }[] = [];
  readonly #problems: Problem[] = [];

  #note(what: keyof ReturnType<typeof legal>, name: string, yaml: YamlFile, path: Path): void {
    this.#notes.push({ what, name, place: yaml.place(path), where: path.join(' › ') });
  }

  #wording(text: string, yaml: YamlFile, path: Path): void {
    for (const [, name = ''] of text.matchAll(/\{(\w+)\}/g))
      if (!NAMES.includes(name))
        this.#problems.push(
          problem('WRONG_VALUE', yaml.place(path), {
            where: path.join(' › '),
            received: `{${name}}`,
            expected: NAMES.join(', '),
            ...suggestion(name, NAMES),
          }),
        );
  }

  persona(p: PersonaFile, yaml: YamlFile): void {
    this.#note('voices', p.voice, yaml, ['voice']);
    for (const [i, scene] of p.scenes.entries()) this.#note('scenes', scene, yaml, ['scenes', i]);
    for (const [i, ask] of (p.asks ?? []).entries()) this.#note('asks', ask, yaml, ['asks', i]);
    for (const [i, no] of p.provokes.phrases.entries())
      this.#note('provocations', String(no), yaml, ['provokes', 'phrases', i]);
    for (const [trait, value] of Object.entries(p.traits)) {
      this.#note('traits', trait, yaml, ['traits', trait]);
      this.#traits.push({ trait, value, place: yaml.place(['traits', trait]) });
    }
    this.lines(p.lines, yaml);
  }

  lines(lines: PersonaFile['lines'], yaml: YamlFile): void {
    for (const [id, given] of Object.entries(lines)) {
      this.#note('replies', id, yaml, ['lines', id]);
      const lists = Array.isArray(given) ? [given] : [given.plain, given.soft ?? [], given.hard ?? []];
      for (const text of lists.flat()) this.#wording(text, yaml, ['lines', id]);
    }
  }

  provocations(list: v.InferOutput<typeof provocationFile>['provocations'], yaml: YamlFile): void {
    for (const [i, p] of list.entries()) {
      for (const move of p['answered-by']) this.#note('moves', move, yaml, ['provocations', i, 'answered-by']);
      for (const text of [...p.lines, ...p.stung]) this.#wording(text, yaml, ['provocations', i]);
    }
  }

  scenes(list: v.InferOutput<typeof sceneFile>['scenes'], yaml: YamlFile): void {
    for (const [i, s] of list.entries()) {
      const traits = [
        typeof s.opens === 'string' ? null : s.opens.by,
        ...Object.values(s.answers).map((r) => (typeof r === 'string' ? null : r.by)),
      ];
      for (const trait of traits) if (trait) this.#note('traits', trait, yaml, ['scenes', i]);
      for (const [k, e] of s['follow-ups'].entries()) {
        this.#note('traits', e.trait, yaml, ['scenes', i, 'follow-ups', k]);
        this.#traits.push({ trait: e.trait, value: e.value, place: yaml.place(['scenes', i, 'follow-ups', k]) });
      }
      for (const [id, say] of Object.entries(s.says))
        for (const text of typeof say === 'string' ? [say] : Object.values(say))
          this.#wording(text, yaml, ['scenes', i, 'says', id]);
    }
  }

  /** @returns everything that is named and not there, and replies that the first voice lacks */
  against(cast: Cast): Problem[] {
    const names = legal(cast);
    const unknown = this.#notes
      .filter(({ what, name }) => !names[what].includes(name))
      .map(({ what, name, place, where }) =>
        problem('WRONG_VALUE', place, {
          where,
          received: name,
          expected: names[what].join(', '),
          ...suggestion(name, names[what]),
        }),
      );
    const values = this.#traits
      .filter(({ trait, value }) => cast.traits[trait]?.includes(value) === false)
      .map(({ trait, value, place }) =>
        problem('WRONG_VALUE', place, { where: trait, received: value, expected: cast.traits[trait]!.join(', ') }),
      );
    const base = cast.voices[0]!;
    const unworded = names.replies
      .filter((id) => !base.lines[id])
      .map((key) => problem('MISSING_KEY', { file: `voice ${base.id}` }, { key, where: 'lines' }));
    return [...this.#problems, ...unknown, ...values, ...unworded];
  }
}

const legal = (cast: Cast) => ({
  voices: cast.voices.map((voice) => voice.id),
  scenes: cast.scenes.map((s) => s.id),
  asks: cast.scenes.flatMap((s) => s.asks.map((a) => a.id)),
  provocations: cast.provocations.map((p) => String(p.phrase)),
  traits: [...Object.keys(cast.traits), 'kind'],
  moves: Object.keys(cast.moves),
  replies: [...new Set([...OWN_REPLIES, ...cast.scenes.flatMap(replyIds)])],
});
