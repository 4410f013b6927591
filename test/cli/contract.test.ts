import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { huashu } from './huashu.ts';

/** The assessment's names as other programs read them: docs/assessment.md. More keys may come, these stay. */
const probability = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const evidence = v.object({ turn: count, start: count, end: count, quote: v.pipe(v.string(), v.nonEmpty()) });
const role = v.picklist(['agent', 'customer', 'other']);
const cause = v.picklist(['missed', 'partial', 'violation']);
const ruleId = v.union([v.string(), v.number()]);
const ASSESSMENT = v.object({
  format: v.literal('huashu/assessment@1'),
  id: v.string(),
  source: v.string(),
  scripts: v.array(v.string()),
  score: v.object({
    percent: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(100))),
    earned: v.number(),
    possible: v.number(),
    deducted: v.number(),
    passed: v.nullable(v.boolean()),
    knockedOutBy: v.array(v.string()),
    losses: v.array(v.object({ cause, id: ruleId, turn: v.nullable(count), points: v.number() })),
    improvements: v.array(v.object({ id: ruleId, cause, gain: v.number() })),
  }),
  elements: v.array(
    v.object({
      id: v.string(),
      outcome: v.picklist(['met', 'partial', 'missed', 'not-applicable', 'for-reviewer']),
      late: v.boolean(),
      confidence: probability,
      evidence: v.array(evidence),
      because: v.array(
        v.object({ question: v.string(), answer: v.string(), turn: v.nullable(count), assumed: v.boolean() }),
      ),
      belongsAfter: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(-1))),
      say: v.nullable(v.string()),
    }),
  ),
  violations: v.array(
    v.object({
      phrase: v.pipe(v.number(), v.integer(), v.minValue(1)),
      status: v.picklist(['hit', 'suspected', 'excused']),
      kind: v.picklist(['exact', 'filler', 'homophone', 'variant', 'paraphrase']),
      similarity: probability,
      confidence: probability,
      severity: v.picklist(['minor', 'major', 'critical']),
      evidence,
      excusedBy: v.nullable(v.string()),
      better: v.pipe(v.string(), v.nonEmpty()),
      wording: v.string(),
      alignment: v.array(
        v.object({
          type: v.picklist(['same', 'same-sound', 'near-sound', 'replaced', 'swapped', 'filler', 'added', 'dropped']),
          wanted: v.string(),
          said: v.string(),
        }),
      ),
      runnersUp: v.array(v.object({ phrase: v.number(), similarity: probability, confidence: probability })),
    }),
  ),
  slots: v.array(
    v.object({
      id: v.picklist(['customerName', 'appointment', 'address', 'staffName', 'staffId', 'staffPhone', 'service']),
      state: v.picklist(['match', 'mismatch', 'unspoken']),
      expected: v.string(),
      heard: v.nullable(v.string()),
      evidence: v.nullable(evidence),
    }),
  ),
  decisions: v.array(
    v.object({
      question: v.string(),
      answer: v.string(),
      assumed: v.boolean(),
      evidence: v.nullable(evidence),
      settledBy: v.picklist(['words', 'order', 'scripts', 'default']),
    }),
  ),
  roles: v.object({ inferred: v.boolean(), confidence: probability, assigned: v.record(v.string(), role) }),
});

const run = await huashu(['score', 'examples', 'test/calls', '--format', 'json']);
const assessments: unknown[] = JSON.parse(run.stdout);

describe('an assessment as JSON', () => {
  it.each(assessments.map((a) => [(a as { id: string }).id, a] as const))('follows the contract: %s', (_, data) => {
    const { issues } = v.safeParse(ASSESSMENT, data);
    expect(issues?.map((i) => `${v.getDotPath(i)}: ${i.message}`) ?? []).toEqual([]);
  });

  it('is the same, call by call, with json and with jsonl', async () => {
    const { stdout } = await huashu(['score', 'examples', 'test/calls', '--format', 'jsonl']);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(assessments);
  });

  it('is an empty list where nothing could be scored', async () => {
    const { code, stdout } = await huashu(['score', 'nowhere.txt', '--format', 'json']);
    expect(JSON.parse(stdout)).toEqual([]);
    expect(code).toBe(2);
  });
});
