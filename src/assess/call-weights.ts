// Written by tools/train/call-weights.ts; do not edit.
import type { CallKind } from './call-evidence.ts';

/** What each piece of evidence adds to the log-odds of a kind of call; the first number is where they start from. */
export const CALL_WEIGHTS: Readonly<Record<CallKind, readonly number[]>> = {
  booking: [
    0.076, -0.323, -0.001, 0.129, -0.361, -0.519, -0.21, 0.366, 0.249, 0.105, 0.03, -1.991, -2.231, -0.851, -0.928,
    0.456, -0.344, 0.696, 0.355, -2.187, -1.985, 1.422, -0.418,
  ],
  'booking+reschedule': [
    -4.069, -0.726, -0.307, -0.315, 0.209, 0.303, 0.098, -0.015, 0.155, 0.308, 0.06, -1.06, -0.898, -0.703, -1.218,
    0.275, -0.744, -0.329, -0.042, 2.294, 1.869, -1.095, -0.757,
  ],
  reschedule: [
    -0.503, 0.948, 0.3, 0.155, 0.25, 0.322, 0.11, -0.569, -0.462, -0.341, -0.201, 2.349, 2.484, 1.128, 1.225, -1.03,
    0.705, -0.367, -0.648, 0.157, 0.244, -0.737, 1.004,
  ],
};
