import { assess } from '../assess/assess.ts';
import { OrderDesk, type OrderOptions } from '../host/orders.ts';
import { loadRulebook } from '../host/packs.ts';
import { readTranscripts } from '../host/sources.ts';
import { screenWidth } from '../host/terminal.ts';
import { type Inspected, inspectCall, wordInspected } from '../report/inspect.ts';
import type { Lang } from '../report/wording.ts';
import { columnsOf } from './columns.ts';
import { readOptions } from './given.ts';
import { tell } from './score.ts';

export interface InspectOptions extends OrderOptions {
  readonly lang: Lang;
  readonly pack?: string[];
  readonly role?: string[];
  readonly columns?: string[];
  readonly format: 'pretty' | 'json';
}

/** `huashu inspect`: how files are read, who speaks and why, what was guessed, by which scripts they would be judged. Nothing is scored. */
export async function inspect(paths: readonly string[], options: InspectOptions): Promise<void> {
  const fail = () => {
    process.exitCode = 2;
  };
  const { value: rulebook, problems } = await loadRulebook({ packs: options.pack ?? [], withModel: false });
  if (tell(problems, options.lang) > 0 || !rulebook) return fail();
  const given = readOptions(rulebook, undefined, options.role);
  const columns = columnsOf(options.columns);
  const desk = await OrderDesk.open(options);
  if (tell([...given.problems, ...columns.problems, ...desk.problems], options.lang) > 0 || !desk.value) return fail();
  const all: Inspected[] = [];
  let count = 0;
  for await (const item of readTranscripts(paths, {
    ...given.value,
    ...(columns.value ? { columns: columns.value } : {}),
  })) {
    if ('problem' in item) {
      tell([item.problem], options.lang);
      continue;
    }
    const attached = await desk.value.attach(item.transcript);
    tell(attached.problems, options.lang);
    const inspected = inspectCall(rulebook, attached.value, assess(rulebook, { ...attached.value, scripts: null }));
    count += 1;
    if (options.format === 'json') all.push(inspected);
    else console.log(`${wordInspected(rulebook, inspected, options.lang, screenWidth())}\n`);
  }
  tell(desk.value.unused(), options.lang);
  if (options.format === 'json') console.log(JSON.stringify(all, null, 2));
  if (count === 0) fail();
}
