import { calibrationError, reliability, type Told } from '../src/verify/calibration.ts';

/** The calibration error of what was told, and a line for each step of probability. */
export function calibrationLines(told: readonly Told[], name = 'calibration error (ECE)'): string[] {
  const bins = reliability(told);
  return [
    `${name.padEnd(44)} ${calibrationError(bins).toFixed(3)}  ${told.length}`,
    ...bins.map((b) => `  told ${b.told.toFixed(2)}  came true ${b.came.toFixed(2)}  ${b.count}`),
  ];
}
