import { type Problem, problem, type Read } from '../../model/problem.ts';
import type { Meta, Transcript, WorkOrder } from '../../model/transcript.ts';
import { Faults } from '../faults.ts';
import { type Fields, has, isObject, kindOf, nameOf, someItem } from '../fields.ts';
import { labelledTurns } from '../labelled-turns.ts';
import { metaFrom } from '../meta.ts';
import { workOrderOf } from '../work-order.ts';
import type { JsonContext, JsonFormat } from './format.ts';
import { segmentList } from './segment-list.ts';

/**
 * The project's own form: `{ id?, scripts?, workOrder?, turns: [ { speaker, text, start?, end? } ] }`, times in seconds. Its turns are never put
 * in another order, because labels, evidence and reviews count them; and it is read in one pass, because it is what large stores are kept in.
 */
export const labelled: JsonFormat = {
  id: 'labelled',
  title: { zh: '标注格式（turns）', en: 'labelled form (turns)' },
  keys: ['id', 'scripts', 'workOrder', 'turns', 'speaker', 'text'],
  recognise: (data) =>
    isObject(data) && data.turns !== undefined && (hasTurns(data.turns) || !segmentList.recognise(data)),
  read(data, context) {
    const read = readLabelledObject(data as Fields, context);
    return { value: read.value ? [read.value] : [], problems: read.problems };
  },
};

/** A list called `turns` with other names in it is anybody's list. */
const hasTurns = (turns: unknown): boolean =>
  someItem(turns, (turn) => (has(turn, 'text') || has(turn, 'content')) && (has(turn, 'speaker') || has(turn, 'role')));

/** Reads one object that has `turns`. */
export function readLabelledObject(data: Fields, context: JsonContext): Read<Transcript | null> {
  const list = data.turns;
  const { place } = context;
  const none = (expected: string): Problem =>
    problem('WRONG_SHAPE', place, { where: `${context.where}turns`, expected, received: kindOf(list) });
  if (!Array.isArray(list)) return { value: null, problems: [none('[ { "speaker", "text" } ]')] };
  const faults = new Faults(place);
  const read = labelledTurns(list, context, faults);
  if (read.turns.length === 0) return { value: null, problems: [...faults.list(), none('at least one turn')] };
  const meta = labelledMeta(data, faults);
  const value: Transcript = {
    id: nameOf(data.id) ?? context.id,
    source: place.file,
    scripts: scriptsOf(data.scripts, context, faults),
    workOrder: orderOf(data.workOrder, context, faults),
    turns: read.turns,
    roles: read.roles,
    reading: read.reading,
  };
  return { value: meta ? { ...value, meta } : value, problems: faults.list() };
}

function scriptsOf(scripts: unknown, context: JsonContext, faults: Faults): readonly string[] | null {
  if (scripts === undefined || scripts === null) return null;
  if (Array.isArray(scripts) && scripts.every((script) => typeof script === 'string')) return scripts;
  faults.warn('WRONG_SHAPE', {
    where: `${context.where}scripts`,
    expected: '[ "booking", … ]',
    received: kindOf(scripts),
  });
  return null;
}

function orderOf(order: unknown, context: JsonContext, faults: Faults): WorkOrder | null {
  if (order === undefined || order === null) return null;
  const read = workOrderOf(order, context.place);
  faults.take(read.problems);
  return read.value;
}

/** `meta`, and the same names beside `turns`. */
function labelledMeta(data: Fields, faults: Faults): Meta | null {
  const { meta, callId, agent, team, date, durationSeconds } = data;
  if (
    meta === undefined &&
    callId === undefined &&
    agent === undefined &&
    team === undefined &&
    date === undefined &&
    durationSeconds === undefined
  )
    return null;
  const inner = isObject(meta) ? meta : {};
  const found = metaFrom(
    {
      callId: inner.callId ?? callId,
      orderId: inner.orderId,
      agent: inner.agent ?? agent,
      team: inner.team ?? team,
      date: inner.date ?? date,
      duration: inner.durationSeconds ?? durationSeconds,
    },
    faults,
    'meta.',
  );
  return Object.keys(found).length > 0 ? found : null;
}
