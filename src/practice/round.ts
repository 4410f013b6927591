import type { Cast, OrderParts, Persona, Scene } from '../model/customers.ts';
import type { WorkOrder } from '../model/transcript.ts';
import { between, chance, oneOf, shuffled } from './chance.ts';

/** What is true in a round beside the work order; the sentences of the customer and of the hints are filled with it. */
export type Facts = Readonly<Record<string, string>>;

/** One round to play, complete: the same round and the same lines give the same replies, to the byte. The file format is huashu/round@1 (docs/practice.md). */
export interface Round {
  readonly format: 'huashu/round@1';
  readonly id: string;
  readonly scene: string;
  readonly scripts: readonly string[];
  readonly persona: string;
  readonly seed: number;
  /** Points from which it is passed. */
  readonly passMark: number;
  readonly order: WorkOrder;
  readonly facts: Facts;
  /** Phrases to be tempted to, in this order; `null`: as the persona does. */
  readonly provoke: readonly number[] | null;
}

export interface RoundOptions {
  readonly scene: Scene;
  /** `null`: one that fits the scene, by the seed. */
  readonly persona: Persona | null;
  readonly seed: number;
  readonly passMark: number;
  /** Who practises: his own name and numbers stand in the order. */
  readonly installer?: Pick<WorkOrder, 'staffName' | 'staffId' | 'staffPhone' | 'branch'>;
  readonly provoke?: readonly number[] | null;
}

/** Personas that can be met in a scene, in the order of the cast. */
export const personasOf = (cast: Cast, scene: Scene): Persona[] =>
  cast.personas.filter((p) => p.scenes.includes(scene.id));

/**
 * Makes a round up from a seed.
 * @param cast from parseCustomers
 * @throws RangeError when no persona fits the scene
 */
export function makeRound(cast: Cast, options: RoundOptions): Round {
  const { scene, seed, passMark } = options;
  const fitting = personasOf(cast, scene);
  if (!options.persona && fitting.length === 0) throw new RangeError(`no persona for ${scene.id}`);
  const persona = options.persona ?? oneOf(fitting, seed, 'persona');
  const { order, facts } = makeOrder(cast.orders, seed, options.installer ?? {});
  const when =
    scene.proposes === 'newTime' ? facts.newTime : scene.fields.includes('appointment') ? order.appointment : undefined;
  const fields: readonly string[] = scene.fields;
  return {
    format: 'huashu/round@1',
    id: `${scene.id}-${persona.id}-${seed}`,
    scene: scene.id,
    scripts: scene.scripts,
    persona: persona.id,
    seed,
    passMark,
    order: Object.fromEntries(Object.entries(order).filter(([field]) => fields.includes(field))),
    facts: when ? { ...facts, when } : facts,
    provoke: options.provoke && options.provoke.length > 0 ? options.provoke : null,
  };
}

type Installer = NonNullable<RoundOptions['installer']>;

function makeOrder(parts: OrderParts, seed: number, installer: Installer): { order: WorkOrder; facts: Facts } {
  const one = <T>(list: readonly T[], key: string): T => oneOf(list, seed, key);
  const customer = one(parts.customers, 'customer');
  const branch = one(parts.branches, 'branch');
  const { kind, verb } = one(parts.kinds, 'kind');
  const service = one(parts.services, 'service');
  const cause = one(parts.causes, 'cause');
  const [house, wrongHouse] = numbers(seed, 'house', 1, 24);
  const unit = between(seed, 'unit', 1, 3);
  const flat = between(seed, 'floor', 1, 18) * 100 + between(seed, 'door', 1, 4);
  const place = `${branch.district}${one(branch.roads, 'road')}${between(seed, 'number', 2, 299)}号${one(parts.estates, 'estate')}`;
  const address = (building: number) => `${place}${building}栋${unit}单元${flat}`;
  const month = between(seed, 'month', 1, 12);
  const day = between(seed, 'day', 1, 22);
  const daypart = chance(seed, 'daypart') < 0.5 ? ['上午', '下午'] : ['下午', '上午'];
  const date = (later: number, part: string) => `${month}月${day + later}日${part}`;
  return {
    order: {
      customerName: customer.name,
      title: customer.title,
      service,
      kind,
      appointment: date(0, daypart[0]!),
      address: address(house),
      staffName: installer.staffName ?? one(parts.staff, 'staff'),
      staffId: installer.staffId ?? String(between(seed, 'staff-id', 1_001, 9_899)),
      staffPhone:
        installer.staffPhone ??
        `${one(parts.phones, 'phone')}${String(between(seed, 'phone', 0, 9_999)).padStart(4, '0')}`,
      branch: installer.branch ?? branch.name,
    },
    facts: {
      verb,
      // The new time's part of the day is the other one: whoever goes on saying the old one is heard to be wrong.
      newTime: date(1, daypart[1]!),
      otherTime: date(2 + between(seed, 'other', 0, 1), daypart[1]!),
      rightAddress: address(wrongHouse),
      rightPart: `${wrongHouse}栋`,
      wrongPart: `${house}栋`,
      reason: cause.reason,
      resolved: cause.resolved,
      room: one(parts.rooms, 'room'),
      fault: one(parts.faults, 'fault'),
      department: one(parts.departments, 'department'),
      later: one(parts.later, 'later'),
    },
  };
}

/** Two different numbers, so that the wrong house is another one. */
function numbers(seed: number, key: string, least: number, most: number): [number, number] {
  const [a = least, b = most] = shuffled(
    Array.from({ length: most - least + 1 }, (_, i) => least + i),
    seed,
    key,
  );
  return [a, b];
}
