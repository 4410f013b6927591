import type { Cast, Choice, Lines, Mood, Persona, Scene } from '../model/customers.ts';
import { shuffled } from './chance.ts';
import { fill } from './fill.ts';
import type { Facts, Round } from './round.ts';
import type { CustomerState } from './state.ts';

/** Who is played, where, in which round. */
export interface Part {
  readonly cast: Cast;
  readonly persona: Persona;
  readonly scene: Scene;
  readonly round: Round;
}

const ANGRY = -2;
const PLEASED = 2;

/** The mood in words, by its number (−3 … 3). */
export const moodOf = (mood: number): Mood => (mood <= ANGRY ? 'hard' : mood >= PLEASED ? 'soft' : 'plain');

/** A persona's value of a trait: his own, or the usual one. `kind` is the work order's kind. */
export const traitOf = ({ cast, persona, round }: Part, trait: string): string =>
  trait === 'kind' ? (round.order.kind ?? '') : (persona.traits[trait] ?? cast.traits[trait]?.[0] ?? '');

/** Id of the reply that a choice leads to for this persona. */
export function chosen(part: Part, choice: Choice | null, by: string | null): string | null {
  if (choice === null || typeof choice === 'string') return choice;
  return (by === null ? undefined : choice[traitOf(part, by)]) ?? choice['*'] ?? null;
}

/** Wordings of a reply: the persona's own, else his voice's, else those of the first voice. */
export function linesOf({ cast, persona }: Part, id: string): Lines | null {
  const voice = cast.voices.find((v) => v.id === persona.voice);
  return persona.lines[id] ?? voice?.lines[id] ?? cast.voices[0]?.lines[id] ?? null;
}

/** A customer's answer in the making: the state as it changes, and what he says, piece by piece. */
export class Draft {
  readonly #part: Part;
  readonly #pieces: string[] = [];
  /** His answer decides how the call goes on: nothing is added to it. */
  standsAlone = false;
  now: { -readonly [K in keyof CustomerState]: CustomerState[K] };

  constructor(part: Part, state: CustomerState) {
    this.#part = part;
    this.now = { ...state };
  }

  /** Says a reply in a wording that this round has not had, as long as there is one. @returns the words */
  say(id: string, facts: Facts = {}): string {
    const words = this.word(id, facts);
    if (words !== '') this.#pieces.push(words);
    return words;
  }

  /** Words a reply without saying it. */
  word(id: string, facts: Facts = {}): string {
    const lines = id === '' ? null : linesOf(this.#part, id);
    const own = lines?.[moodOf(this.now.mood)] ?? [];
    const list = own.length > 0 ? own : (lines?.plain ?? []);
    if (list.length === 0) return '';
    const count = this.now.used[id] ?? 0;
    this.now.used = { ...this.now.used, [id]: count + 1 };
    const wording = shuffled(list, this.#part.round.seed, id)[count % list.length]!;
    this.#remember(wording);
    return fill(wording, this.#part.round, facts);
  }

  /** Says a wording that is no reply of the persona's: a provocation, what it stung. @param key what the wordings are of */
  sayOne(list: readonly string[], key: string): string {
    const count = this.now.used[key] ?? 0;
    this.now.used = { ...this.now.used, [key]: count + 1 };
    const words = fill(shuffled(list, this.#part.round.seed, key)[count % list.length]!, this.#part.round);
    this.#pieces.push(words);
    return words;
  }

  /** From here on the installer knows better than the work order. */
  #remember(wording: string): void {
    const told = [...this.now.told];
    if (/\{right(Address|Part)\}/.test(wording)) told.push('address');
    if (wording.includes('{otherTime}')) told.push('time');
    if (told.length > this.now.told.length) this.now.told = [...new Set(told)];
  }

  get isSilent(): boolean {
    return this.#pieces.length === 0;
  }

  get text(): string {
    return this.#pieces.join('');
  }
}
