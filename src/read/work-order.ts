import { type Place, type Problem, problem, type Read } from '../model/problem.ts';
import type { WorkOrder } from '../model/transcript.ts';
import { isObject, kindOf } from './fields.ts';

const ORDER_TEXTS = [
  'customerName',
  'title',
  'kind',
  'appointment',
  'address',
  'staffName',
  'staffId',
  'staffPhone',
  'branch',
] as const;

/** A work order's known fields; each may be missing, numbers become text, anything else is a Problem and left out. */
export function workOrderOf(data: unknown, place: Place): Read<WorkOrder | null> {
  if (!isObject(data))
    return {
      value: null,
      problems: [
        problem('WRONG_SHAPE', place, { where: 'workOrder', expected: 'object', received: kindOf(data) }, 'warning'),
      ],
    };
  const problems: Problem[] = [];
  const order: { -readonly [K in keyof WorkOrder]: WorkOrder[K] } = {};
  for (const key of ORDER_TEXTS) {
    const value = data[key];
    if (value === undefined || value === null || value === '') continue;
    if (typeof value === 'string' || typeof value === 'number') order[key] = String(value);
    else
      problems.push(
        problem(
          'WRONG_SHAPE',
          place,
          { where: `workOrder.${key}`, expected: 'string', received: kindOf(value) },
          'warning',
        ),
      );
  }
  const service = data.service;
  if (typeof service === 'string') order.service = [service];
  else if (Array.isArray(service)) order.service = service.filter((s) => typeof s === 'string');
  else if (service !== undefined && service !== null)
    problems.push(
      problem(
        'WRONG_SHAPE',
        place,
        { where: 'workOrder.service', expected: '[string]', received: kindOf(service) },
        'warning',
      ),
    );
  return { value: order, problems };
}
