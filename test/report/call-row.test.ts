import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { elementIds, rowOf } from '../../src/report/call-row.ts';
import { BOOKING, call, rulebook } from '../wordings.ts';

describe('a call’s row', () => {
  const sure = (agent: string, customer: string): boolean => {
    const transcript = { ...call(BOOKING), roles: { [agent]: 'agent', [customer]: 'customer' } as const };
    return rowOf(assess(rulebook, transcript), transcript, elementIds(rulebook.pack)).rolesSure;
  };

  it('is not sure of roles that the words contradict', () => {
    expect(sure('A', 'B')).toBe(true);
    expect(sure('B', 'A')).toBe(false);
  });
});
