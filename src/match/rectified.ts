import { CLASSES } from './meaning.ts';

/** Units that fire, four at a time: their values and where their rows begin. */
const firing = { values: new Float64Array(4), rows: new Int32Array(4) };

/** Adds to scores of classes what rectified units tell: those of the sums' columns from `first` on, one for each bias. */
export function addRectified(
  scores: Float64Array,
  sums: Int32Array,
  scale: Float32Array,
  first: number,
  norm: number,
  bias: Float32Array,
  output: Float32Array,
): void {
  const { values, rows } = firing;
  let count = 0;
  for (let h = 0; h < bias.length; h += 1) {
    const value = sums[first + h]! * scale[first + h]! * norm + bias[h]!;
    if (value <= 0) continue;
    values[count] = value;
    rows[count] = h * CLASSES;
    count += 1;
    if (count < 4) continue;
    addFour(scores, output);
    count = 0;
  }
  for (let k = 0; k < count; k += 1)
    for (let c = 0; c < CLASSES; c += 1) scores[c]! += values[k]! * output[rows[k]! + c]!;
}

function addFour(scores: Float64Array, output: Float32Array): void {
  const { values, rows } = firing;
  const [v, w, x, y] = [values[0]!, values[1]!, values[2]!, values[3]!];
  const [a, b, d, e] = [rows[0]!, rows[1]!, rows[2]!, rows[3]!];
  for (let c = 0; c < CLASSES; c += 1)
    scores[c] = scores[c]! + v * output[a + c]! + w * output[b + c]! + x * output[d + c]! + y * output[e + c]!;
}
