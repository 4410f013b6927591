import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { elementIds, rowOf } from '../../src/report/call-row.ts';
import { call, rulebook } from '../wordings.ts';

const LINES = [
  'A：喂您好，请问是王先生吗？我是电信公司的，工号1087。',
  'B：我是，你讲。',
  'A：您办的宽带装机，我明天上午过来给您装，您看可以吗？',
  'B：可以，要不要另外交钱？',
  'A：不要钱。您要是有变化打我这个电话。',
  'B：好。',
];

describe('a call’s row', () => {
  const sure = (agent: string, customer: string): boolean => {
    const transcript = { ...call(LINES), roles: { [agent]: 'agent', [customer]: 'customer' } as const };
    return rowOf(assess(rulebook, transcript), transcript, elementIds(rulebook.pack)).rolesSure;
  };

  it('is not sure of roles that the words contradict', () => {
    expect(sure('A', 'B')).toBe(true);
    expect(sure('B', 'A')).toBe(false);
  });
});
