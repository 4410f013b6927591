import type { Read } from '../../model/problem.ts';
import type { Transcript, WorkOrder } from '../../model/transcript.ts';
import { Faults } from '../faults.ts';
import { cutAtLabels, isHeading, labelledLines, speakersIn } from '../labelled-lines.ts';
import { type MetaName, metaFrom, metaNamed } from '../meta.ts';
import { transcriptFrom } from '../segments.ts';
import { roleOfLabel } from '../speakers.ts';
import { workOrderOf } from '../work-order.ts';
import type { TextContext, TextFormat, TextInput } from './format.ts';

const HEADER = /^#?\s?([^\s：:]{1,12}(?:\s[a-z]{1,8})?)\s?[：:]\s?(.*)$/i;
const SCRIPTS = /^(?:脚本|scripts)$/i;
const ORDER = /^(?:工单|work ?order)$/i;
const ID = /^(?:编号|id)$/i;

/** What the lines above the first turn say. */
interface Header {
  readonly id: string | undefined;
  readonly scripts: readonly string[] | null;
  readonly workOrder: WorkOrder | null;
  readonly meta: Partial<Record<MetaName, string>>;
  /** Lines that are no turns, counted from 0. */
  readonly lines: ReadonlySet<number>;
}

/** The plainest form: a label before each turn (`装维：…`), a time before it at most; lines without a label go on with the turn before. */
export const labelledText: TextFormat = {
  id: 'labelled-text',
  title: { zh: '带说话人的文本', en: 'text with speaker labels' },
  recognise: () => true,
  read: (input, context) => readLabelledText('labelled-text', input, context),
};

/** Reads labelled lines under a format's name. */
export function readLabelledText(format: string, { lines }: TextInput, context: TextContext): Read<Transcript[]> {
  const faults = new Faults(context.place);
  const header = headerOf(lines, context, faults);
  const whole = cutAtLabels(lines);
  const segments = labelledLines(whole.lines, speakersIn(whole.lines, context.named), whole.cut ? null : header.lines);
  if (segments.length === 0) {
    const start = (lines.find((line) => line.trim() !== '') ?? '').trim().slice(0, 24);
    faults.fail('NO_SPEAKERS', { start }, 1);
    return { value: [], problems: faults.list() };
  }
  const meta = metaFrom(header.meta, faults, '', 1);
  const plan = {
    format,
    unit: 's' as const,
    textKey: '',
    id: header.id,
    scripts: header.scripts,
    workOrder: header.workOrder,
    meta,
    keepSilent: true,
    guesses: whole.cut ? [{ code: 'CUT_AT_LABELS' as const, args: { count: segments.length } }] : [],
  };
  return transcriptFrom(segments, plan, context, faults);
}

/** `# 脚本: …`, `# 工单: {…}` and lines like `工号：1087` at the top. */
function headerOf(lines: readonly string[], context: TextContext, faults: Faults): Header {
  let id: string | undefined;
  let scripts: string[] | null = null;
  let workOrder: WorkOrder | null = null;
  const meta: Partial<Record<MetaName, string>> = {};
  const used = new Set<number>();
  for (const [i, raw] of lines.entries()) {
    const line = raw.trim();
    if (line === '') continue;
    const match = HEADER.exec(line);
    const name = match?.[1] ?? '';
    const value = match?.[2]?.trim() ?? '';
    const known = metaNamed(name);
    if (line.startsWith('#')) {
      used.add(i);
      if (SCRIPTS.test(name)) scripts = value.split(/[\s,，、]+/).filter(Boolean);
      else if (ID.test(name)) id = value || id;
      else if (ORDER.test(name)) workOrder = readOrder(value, context, faults, i + 1);
      else if (/^source$/i.test(name)) meta.callId ??= value.replace(/^.*[\\/]/, '').replace(/\.\w{2,5}$/, '');
    } else if (!known || (roleOfLabel(name) !== undefined && !isHeading(name))) break;
    if (known) {
      used.add(i);
      meta[known] ??= value;
    }
  }
  return { id, scripts, workOrder, meta, lines: used };
}

function readOrder(text: string, context: TextContext, faults: Faults, line: number): WorkOrder | null {
  try {
    const read = workOrderOf(JSON.parse(text), { ...context.place, line });
    faults.take(read.problems);
    return read.value;
  } catch (error) {
    faults.warn('NOT_JSON', { reason: (error as Error).message.slice(0, 120) }, line);
    return null;
  }
}
