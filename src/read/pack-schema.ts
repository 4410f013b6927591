import * as v from 'valibot';

/**
 * The shape of pack files, version 1, as they are written (docs/packs.md). Keys that are not named here are Problems: a typo that is passed over
 * in silence would be a rule that does not hold.
 */
const text = v.pipe(v.string(), v.nonEmpty());
const texts = v.optional(v.array(text), []);
const id = v.pipe(v.string(), v.regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/, 'an id: small letters, digits, - and .'));
const wording = { title: text, 'title-en': v.optional(text) };
/** One utterance, or a dialogue of `装维：…` lines. */
const cases = v.optional(v.array(v.union([text, v.array(text)])), []);
const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100));
const slot = v.picklist(['customerName', 'appointment', 'address', 'staffName', 'staffId', 'staffPhone', 'service']);

/** Question → the answers under which something applies. */
const when = v.optional(v.record(v.string(), v.union([id, v.array(id)])), {});

const answer = v.union([
  v.array(text),
  v.strictObject({
    title: v.optional(text),
    'title-en': v.optional(text),
    cues: texts,
    unprompted: texts,
    'unprompted-when': when,
    unless: texts,
    taken: texts,
    'shown-by': texts,
    'refuted-by': texts,
    until: when,
    'moves-time': v.optional(v.boolean(), false),
    order: texts,
  }),
]);

const question = v.strictObject({
  id,
  ...wording,
  from: v.optional(v.picklist(['agent', 'customer', 'other', 'any']), 'customer'),
  'asked-by': v.optional(v.union([id, v.array(id)]), []),
  replies: v.optional(count, 2),
  before: v.optional(id),
  first: v.optional(count),
  'order-field': v.optional(v.picklist(['service', 'kind'])),
  answers: v.record(id, answer),
  'if-unheard': id,
});

const part = v.union([
  v.array(text),
  v.strictObject({
    cues: texts,
    unless: texts,
    slots: v.optional(v.array(slot), []),
    first: v.optional(count),
    last: v.optional(count),
    after: v.optional(id),
    turns: v.optional(count, 2),
    later: texts,
  }),
]);

const element = v.strictObject({
  id,
  no: v.pipe(v.number(), v.integer()),
  ...wording,
  source: text,
  manual: text,
  say: v.optional(text),
  'say-en': v.optional(text),
  why: text,
  'why-en': v.optional(text),
  when,
  judge: v.optional(v.picklist(['words', 'for-reviewer']), 'words'),
  parts: v.optional(v.array(part), []),
  cases: v.optional(v.strictObject({ met: cases, 'not-met': cases, 'not-applicable': cases }), {}),
});

const format = v.literal(1);

export const scriptFile = v.strictObject({
  format,
  id,
  /** Place among the scripts of one call or visit. */
  order: v.optional(v.pipe(v.number(), v.integer()), 100),
  ...wording,
  source: text,
  questions: v.optional(v.array(question), []),
  elements: v.array(element),
});

const phrase = v.strictObject({
  id,
  no: v.pipe(v.number(), v.integer(), v.minValue(1)),
  phrase: text,
  'title-en': v.optional(text),
  source: text,
  severity: v.picklist(['minor', 'major', 'critical']),
  variants: texts,
  keep: texts,
  guards: texts,
  allow: texts,
  why: text,
  'why-en': v.optional(text),
  better: text,
  'better-en': v.optional(text),
  cases: v.optional(v.strictObject({ flagged: cases, clean: cases }), {}),
});

export const phraseFile = v.strictObject({
  format,
  id,
  ...wording,
  source: v.optional(text),
  phrases: v.array(phrase),
});

const guard = v.strictObject({
  id,
  ...wording,
  always: v.optional(v.boolean(), false),
  where: v.picklist(['utterance', 'before', 'after', 'over', 'customer']),
  test: v.optional(v.picklist(['quotation-marks', 'customers-words'])),
  needs: v.array(v.array(text)),
  unless: texts,
});

export const guardFile = v.strictObject({ format, guards: v.array(guard) });

export const lexiconFile = v.strictObject({
  format,
  fillers: texts,
  particles: texts,
  'same-word': v.optional(v.record(v.string(), text), {}),
});

export const namesFile = v.strictObject({ format, names: v.record(id, v.array(text)) });

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const points = v.pipe(v.number(), v.minValue(0), v.maxValue(100));
const bySeverity = v.strictObject({ minor: points, major: points, critical: points });

export const rubricFile = v.strictObject({
  format,
  rubric: v.strictObject({
    'pass-mark': points,
    'partial-share': share,
    deductions: bySeverity,
    'max-deduction': points,
    'knock-out': v.optional(
      v.strictObject({ minor: v.optional(points), major: v.optional(points), critical: v.optional(points) }),
      {},
    ),
    required: texts,
    weights: v.optional(v.record(v.string(), v.pipe(v.number(), v.minValue(0), v.maxValue(100))), {}),
  }),
});

const limits = { hit: share, suspected: share };

export const hearingFile = v.strictObject({
  format,
  hearing: v.strictObject({
    ...limits,
    element: share,
    phrases: v.optional(v.record(v.pipe(v.string(), v.digits()), v.strictObject(limits)), {}),
  }),
});

/** Which schema a pack file follows is told by the key that only it has. */
export const SCHEMAS = {
  elements: scriptFile,
  phrases: phraseFile,
  guards: guardFile,
  fillers: lexiconFile,
  names: namesFile,
  rubric: rubricFile,
  hearing: hearingFile,
} as const;
