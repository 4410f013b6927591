import { setFlagsFromString } from 'node:v8';

/** Bytes of bytecode that a function runs through before V8 asks whether to optimise it. 66 KB is V8's own. */
const PATIENT = 2_000_000;
const USUAL = 67_584;

/**
 * Lets V8 optimise later, until `optimiseAsUsual`. One short call is scored before optimised code could pay: compiling it takes a quarter of
 * the whole run. What runs for long, a call of hours, is still optimised.
 */
export const optimiseLater = (): void => setFlagsFromString(`--interrupt-budget=${PATIENT}`);

/** After the first call: there is a folder to score, and optimised code pays. */
export const optimiseAsUsual = (): void => setFlagsFromString(`--interrupt-budget=${USUAL}`);
