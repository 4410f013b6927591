import * as v from 'valibot';

/** The shape of customer files, version 1, as they are written (docs/practice.md). Keys that are not named here are Problems. */
const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(400));
const texts = v.pipe(v.array(text), v.minLength(1), v.maxLength(200));
const id = v.pipe(v.string(), v.regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/, 'an id: small letters, digits, - and .'));
const ids = v.optional(v.array(id), []);
const wording = { title: text, 'title-en': v.optional(text) };
const count = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most));
const phrase = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999));
const setting = v.picklist(['phone', 'door']);
const format = v.literal(1);
const slot = v.picklist(['customerName', 'appointment', 'address', 'staffName', 'staffId', 'staffPhone', 'service']);

const lines = v.record(
  id,
  v.union([texts, v.strictObject({ plain: texts, soft: v.optional(texts), hard: v.optional(texts) })]),
);

export const personaFile = v.strictObject({
  format,
  persona: id,
  ...wording,
  about: text,
  'about-en': v.optional(text),
  level: v.picklist([1, 2, 3]),
  scenes: v.array(id),
  voice: id,
  mood: v.optional(v.pipe(v.number(), v.integer(), v.minValue(-3), v.maxValue(3)), 0),
  patience: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60)),
  insists: v.optional(count(5), 1),
  asks: v.optional(v.array(id)),
  traits: v.optional(v.record(id, id), {}),
  provokes: v.optional(v.strictObject({ phrases: v.array(phrase), most: count(21) }), { phrases: [], most: 0 }),
  unknowables: v.optional(count(10), 0),
  digressions: v.optional(count(10), 0),
  lines: v.optional(lines, {}),
});

export const voiceFile = v.strictObject({ format, voice: id, base: v.optional(v.boolean(), false), lines });

export const provocationFile = v.strictObject({
  format,
  provocations: v.array(
    v.strictObject({
      phrase,
      settings: v.optional(v.array(setting), ['phone', 'door']),
      lines: texts,
      'answered-by': v.optional(v.array(id), ['apology', 'offer', 'explain', 'understand']),
      stung: v.optional(v.array(text), []),
    }),
  ),
});

/** A reply, or one for each value of a trait (`*`: any other); `kind` goes by the work order's kind. */
const choice = v.union([id, v.record(v.string(), id)]);
const rule = v.union([
  id,
  v.strictObject({
    by: v.optional(id),
    right: choice,
    slot: v.optional(slot),
    wrong: v.optional(choice),
    open: v.optional(choice),
    again: v.optional(choice),
    alone: v.optional(v.boolean(), false),
    unasked: v.optional(v.strictObject({ before: id, by: v.optional(id), lines: choice })),
  }),
]);

const scene = v.strictObject({
  id,
  ...wording,
  setting,
  scripts: v.pipe(v.array(id), v.minLength(1)),
  brief: text,
  'brief-en': v.optional(text),
  fields: v.array(
    v.picklist('customerName title service kind appointment address staffName staffId staffPhone branch'.split(' ')),
  ),
  opens: v.union([id, v.strictObject({ by: id, right: choice })]),
  answers: v.record(id, rule),
  acks: v.optional(v.record(id, id), {}),
  asks: v.optional(
    v.array(
      v.strictObject({
        id,
        lines: id,
        until: v.array(id),
        after: ids,
        line: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60)), 1),
        'at-goodbye': v.optional(v.boolean(), false),
      }),
    ),
    [],
  ),
  'calm-until': ids,
  closes: ids,
  'follow-ups': v.optional(
    v.array(
      v.strictObject({
        trait: id,
        value: id,
        after: v.optional(id),
        on: v.array(id),
        lines: id,
        otherwise: v.optional(id),
        lets: ids,
        ends: v.optional(v.boolean(), false),
        say: v.optional(text),
      }),
    ),
    [],
  ),
  'ends-with': v.picklist(['done', 'goodbye']),
  decisions: v.optional(v.record(v.string(), id), {}),
  proposes: v.optional(v.picklist(['appointment', 'newTime']), 'appointment'),
  says: v.optional(v.record(id, v.union([text, v.record(v.string(), text)])), {}),
});

export const sceneFile = v.strictObject({
  format,
  traits: v.record(id, v.pipe(v.array(id), v.minLength(1))),
  scenes: v.array(scene),
});

export const moveFile = v.strictObject({ format, moves: v.record(id, texts) });

export const orderFile = v.strictObject({
  format,
  orders: v.strictObject({
    customers: v.pipe(v.array(v.strictObject({ name: text, title: text })), v.minLength(1)),
    staff: texts,
    branches: v.pipe(v.array(v.strictObject({ name: text, district: text, roads: texts })), v.minLength(1)),
    estates: texts,
    services: v.pipe(v.array(texts), v.minLength(1)),
    kinds: v.pipe(v.array(v.strictObject({ kind: text, verb: text })), v.minLength(1)),
    phones: texts,
    causes: v.pipe(v.array(v.strictObject({ reason: text, resolved: text })), v.minLength(1)),
    rooms: texts,
    faults: texts,
    departments: texts,
    later: texts,
  }),
});

/** Which schema a customer file follows is told by the key that only it has. */
export const CUSTOMER_SCHEMAS = {
  persona: personaFile,
  voice: voiceFile,
  provocations: provocationFile,
  scenes: sceneFile,
  moves: moveFile,
  orders: orderFile,
} as const;
