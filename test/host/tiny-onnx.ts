/** Builds small ONNX files byte by byte: protobuf's wire format (protobuf.dev/programming-guides/encoding), fields of onnx/onnx.proto. */

const varint = (value: number): number[] => {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return bytes;
};
/** A number field, and a field of bytes. */
const number = (field: number, value: number): number[] => [...varint(field * 8), ...varint(value)];
const bytes = (field: number, value: readonly number[]): number[] => [
  ...varint(field * 8 + 2),
  ...varint(value.length),
  ...value,
];
const text = (field: number, value: string): number[] => bytes(field, [...new TextEncoder().encode(value)]);

const FLOAT = 1;
const INT64 = 7;
const INTS = 7;

const valueInfo = (name: string, type: number, dims: readonly (string | number)[]): number[] => {
  const shape = dims.flatMap((d) => bytes(1, typeof d === 'string' ? text(2, d) : number(1, d)));
  return [...text(1, name), ...bytes(2, bytes(1, [...number(1, type), ...bytes(2, shape)]))];
};

/**
 * A model that looks up a row of `table` for each piece (Gather), and, where `isPooled`, takes their mean (ReduceMean over axis 1).
 * Inputs `input_ids` and `attention_mask`; output `last_hidden_state` or `sentence_embedding`.
 */
export function tinyModel(table: readonly (readonly number[])[], isPooled: boolean): Uint8Array {
  const width = table[0]!.length;
  const raw = new Uint8Array(Float32Array.from(table.flat()).buffer);
  const tensor = [
    ...number(1, table.length),
    ...number(1, width),
    ...number(2, FLOAT),
    ...text(8, 'table'),
    ...bytes(9, [...raw]),
  ];
  const node = (inputs: readonly string[], output: string, type: string, attribute: readonly number[] = []) => [
    ...inputs.flatMap((name) => text(1, name)),
    ...text(2, output),
    ...text(4, type),
    ...(attribute.length > 0 ? bytes(5, attribute) : []),
  ];
  const axes = [...text(1, 'axes'), ...number(8, 1), ...number(20, INTS)];
  const keep = [...text(1, 'keepdims'), ...number(3, 0), ...number(20, 2)];
  const mean = [...node(['last_hidden_state'], 'sentence_embedding', 'ReduceMean', axes), ...bytes(5, keep)];
  const graph = [
    ...bytes(1, node(['table', 'input_ids'], 'last_hidden_state', 'Gather')),
    ...(isPooled ? bytes(1, mean) : []),
    ...text(2, 'tiny'),
    ...bytes(5, tensor),
    ...bytes(11, valueInfo('input_ids', INT64, ['batch', 'pieces'])),
    ...bytes(11, valueInfo('attention_mask', INT64, ['batch', 'pieces'])),
    ...bytes(
      12,
      isPooled
        ? valueInfo('sentence_embedding', FLOAT, ['batch', width])
        : valueInfo('last_hidden_state', FLOAT, ['batch', 'pieces', width]),
    ),
  ];
  return Uint8Array.from([...number(1, 8), ...bytes(7, graph), ...bytes(8, number(2, 13))]);
}
