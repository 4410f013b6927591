import { OrderDesk, type OrderOptions } from '../host/orders.ts';
import type { Assessment } from '../model/assessment.ts';
import type { Problem } from '../model/problem.ts';
import type { Results } from './results.ts';

/** The orders of a table that no call of a run was given, in one warning. Workers know each but their own calls, so the results are asked. */
export async function unusedOrders(results: Results, orders: OrderOptions): Promise<readonly Problem[]> {
  const desk = orders.orders === undefined ? null : (await OrderDesk.open(orders)).value;
  if (!desk) return [];
  for await (const line of results.lines()) desk.note(JSON.parse(line.toString()) as Assessment);
  return desk.unused();
}
