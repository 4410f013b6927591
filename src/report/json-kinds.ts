/** Kinds of JSON values; a shape in the notation of JSON is left as it is. */
const KINDS_ZH: Readonly<Record<string, string>> = {
  array: '列表',
  object: '对象',
  string: '文字',
  number: '数字',
  boolean: '真假值',
  null: '空值 null',
  nothing: '没有',
  'at least one turn': '至少一句话',
};
/** A kind of value, or a shape, in Chinese. */
export const kindInChinese = (value: unknown): string => KINDS_ZH[String(value)] ?? String(value);
