import type { Level } from '../match/address-parts.ts';
import { alike } from '../match/alike.ts';
import { type PersonName, STAND_IN_SURNAMES } from '../match/surnames.ts';

const PLACE_LETTERS = '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥';
/** What is searched for again by its sound: a call names a handful, a hostile file thousands. */
const MOST_KNOWN = 64;

interface Person {
  surname: string;
  given: string;
  readonly letter: string;
  /** Out of a work order: a name even where it looks like a word. */
  readonly isSure: boolean;
}

/**
 * What stands for whom and what, for one call: the first person is 甲 wherever he is named, a number is zeros with its place in the call at
 * the end, a place is 某甲. Homophones are one person and one place: speech recognition writes them in several ways.
 */
export class StandIns {
  readonly #persons: Person[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #places = new Map<string, number>();
  readonly #levels = new Map<Level, Map<string, number>>();

  /** Persons whose full names are known. */
  persons(): readonly (PersonName & { readonly isSure: boolean })[] {
    return this.#persons.filter((p) => p.given !== '');
  }

  /** Numbers of which parts may be said again. */
  numbers(): readonly string[] {
    return [...firstOf(this.#numbers.keys())];
  }

  /**
   * What stands for a name: 甲某某 for 王建国, 甲 for 王.
   * @param isSure out of a work order
   */
  person({ surname, given }: PersonName, isSure = false): string {
    return this.#letterOf(surname, given, isSure) + '某'.repeat(given.length);
  }

  #letterOf(surname: string, given: string, isSure: boolean): string {
    const exact = this.#persons.filter((p) => p.surname === surname);
    const sounding = this.#persons.filter((p) => p.surname.length === surname.length && alike(p.surname, surname, 0));
    const known =
      given === ''
        ? (exact[0] ?? sounding[0])
        : ([...exact, ...sounding].find((p) => p.given.length === given.length && alike(p.given, given, 0)) ??
          exact.find((p) => p.given === ''));
    if (known) {
      if (known.given === '') known.given = given;
      return known.letter;
    }
    const letter = letterAt(STAND_IN_SURNAMES, this.#persons.length);
    if (this.#persons.length < MOST_KNOWN) this.#persons.push({ surname, given, letter, isSure });
    return letter;
  }

  /** What stands for a number: as many digits, zeros but for its place among the numbers of the call at the end. */
  number(digits: string): string {
    return String(indexIn(this.#numbers, digits) + 1)
      .slice(-digits.length)
      .padStart(digits.length, '0');
  }

  /** What stands for the name of a road, an estate, a village: 某甲. */
  place(core: string): string {
    const sounding = this.#places.has(core)
      ? undefined
      : [...firstOf(this.#places)].find(([known]) => known.length === core.length && alike(known, core, 0));
    return `某${letterAt(PLACE_LETTERS, sounding?.[1] ?? indexIn(this.#places, core))}`;
  }

  /** What stands for the number of a building, an entrance, a door: 0, then 01, 02 …; of a room 000, 001 …, so that all are on floor 0. */
  level(level: Level, number: string): string {
    if (level === 'floor') return '0';
    const known = this.#levels.get(level) ?? new Map<string, number>();
    this.#levels.set(level, known);
    const plain = number.replace(/^0+(?=.)/, '');
    if (level !== 'room') {
      const index = indexIn(known, plain);
      return index === 0 ? '0' : `0${index}`;
    }
    // 23楼4号 is room 2304.
    const ending = number.padStart(2, '0');
    const whole = [...firstOf(known)].find(([room]) => room.length > 2 && room.endsWith(ending));
    return number.length < 3 && whole ? String(whole[1]) : `00${indexIn(known, plain)}`;
  }
}

const letterAt = (letters: string, index: number): string => letters[Math.min(index, letters.length - 1)]!;

/** The place of a value, at the end where it is new. */
function indexIn(known: Map<string, number>, value: string): number {
  const at = known.get(value) ?? known.size;
  known.set(value, at);
  return at;
}

/** The first values of many. */
function* firstOf<T>(values: Iterable<T>): Generator<T> {
  let left = MOST_KNOWN;
  for (const value of values) {
    if (left-- === 0) return;
    yield value;
  }
}
