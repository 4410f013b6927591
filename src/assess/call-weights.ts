// Written by tools/train/call-weights.ts; do not edit.
import type { CallKind } from './call-evidence.ts';

/** What each piece of evidence adds to the log-odds of a kind of call; the first number is where they start from. */
export const CALL_WEIGHTS: Readonly<Record<CallKind, readonly number[]>> = {
  booking: [
    -0.227, -0.29, -0.185, 0.209, -0.427, -0.656, -0.203, 0.383, 0.086, 0.249, -0.029, -1.994, -1.927, -1.079, -0.791,
    0.445, -0.124, 0.777, 0.587, -3.074,
  ],
  'booking+reschedule': [
    -2.048, -0.961, -0.204, -0.069, 0.252, 0.667, 0.276, 0.057, 0.26, 0.264, 0.136, -0.86, -0.709, -0.58, -1.355, 0.152,
    -0.934, -0.258, -0.398, 2.627,
  ],
  reschedule: [
    -1.107, 1.102, 0.363, -0.097, 0.277, 0.185, 0.092, -0.535, -0.354, -0.37, -0.226, 2.311, 2.398, 1.308, 1.207,
    -0.979, 0.611, -0.494, -0.593, 0.668,
  ],
};
