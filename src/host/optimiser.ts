import { statSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';

/**
 * How V8 is told to optimise late, and to go on as usual. V8 11, Node 20's: bytes of bytecode that a function runs through before it is asked
 * about, 66 KB as a rule. Later ones have no such flag, and complain aloud of one that they do not know: there it is off until the first call
 * is scored.
 */
const [LATER, AS_USUAL] = process.versions.v8.startsWith('11.')
  ? ['--interrupt-budget=2000000', '--interrupt-budget=67584']
  : ['--no-opt', '--opt'];

/**
 * Lets V8 optimise later, until `optimiseAsUsual`. One short call is scored before optimised code could pay: compiling it takes a quarter of
 * the whole run.
 */
export const optimiseLater = (): void => setFlagsFromString(LATER!);

/** After the first call: there is a folder to score, and optimised code pays. */
export const optimiseAsUsual = (): void => setFlagsFromString(AS_USUAL!);

/** Bytes beyond which optimised code pays within one file. */
const LONG = 100_000;

/** Whether one of the files is so long that optimised code pays from the start. */
export const isLongRun = (paths: readonly string[]): boolean => paths.some((path) => sizeOf(path) > LONG);

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    // Reading it will tell what is wrong with it.
    return 0;
  }
}
