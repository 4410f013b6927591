import type { CallRow, RowViolation } from '../../src/report/call-row.ts';

/** A row with what a test says, and ordinary values elsewhere. */
export const rowWith = (more: Partial<CallRow> & { readonly line?: number | null } = {}) => ({
  id: 'call-1',
  source: 'calls.jsonl',
  line: null,
  agent: '2316',
  name: '谭志勇',
  team: '宁乡',
  day: '2026-10-01',
  seconds: 60,
  scripts: ['greeting'],
  percent: 80,
  possible: 10,
  deducted: 0,
  passed: true,
  knockedOutBy: [],
  outcomes: 'mm',
  violations: [],
  excused: 0,
  mismatches: [],
  gains: [],
  sureness: 0.9,
  rolesSure: true,
  ...more,
});

export const violation = (more: Partial<RowViolation> = {}): RowViolation => ({
  phrase: 9,
  status: 'hit',
  kind: 'exact',
  severity: 'major',
  confidence: 0.97,
  turn: 3,
  quote: '我现在没空',
  ...more,
});
