import type { Meta } from '../model/transcript.ts';
import { isoDate } from './dates.ts';
import type { Faults } from './faults.ts';
import { type Fields, isObject, nameOf, pick } from './fields.ts';
import { plainName } from './plain-name.ts';
import { readTime } from './times.ts';

/** Names that exports give to what is known of a call, the plainest first; those of a header may have more words around. */
const NAMES = {
  callId: [
    'callId',
    'call_id',
    'CallId',
    'callID',
    'call_uuid',
    'callUuid',
    'transcript_id',
    'transcriptId',
    'conversation_id',
    'conversationId',
    'record_id',
    'recordId',
    'ContactId',
    'session_id',
    'sessionId',
    '录音编号',
    '通话编号',
    '录音流水号',
    '通话流水号',
    '流水号',
    '通话ID',
    '录音ID',
    '会话ID',
    '会话编号',
    '对话编号',
    '编号',
    'file',
    'fileName',
    'file_name',
    'audio',
    '文件名',
    '录音文件',
    '音频文件',
  ],
  orderId: [
    'orderId',
    'order_id',
    'workOrderId',
    'work_order_id',
    'ticket_id',
    'ticketId',
    '工单编号',
    '工单号',
    '工单流水号',
    '订单编号',
    '订单号',
  ],
  agent: [
    'agent',
    'agentId',
    'agent_id',
    'staffId',
    'staff_id',
    'staff_name',
    'staffName',
    'agentName',
    'agent_name',
    'Agent',
    'operator',
    'employee_id',
    '装维工号',
    '员工工号',
    '坐席工号',
    '座席工号',
    '客服工号',
    '工号',
    '装维姓名',
    '装维人员',
    '坐席姓名',
    '座席姓名',
    '员工姓名',
    '员工',
  ],
  team: [
    'team',
    'group',
    'branch',
    'department',
    'org',
    'orgName',
    'org_name',
    '班组',
    '机构名称',
    '机构',
    '部门',
    '分公司',
    '支局',
    '团队',
    '组别',
  ],
  date: [
    'date',
    'callDate',
    'call_date',
    'callTime',
    'call_time',
    'record_time',
    'recordTime',
    'ConversationTime',
    '录音时间',
    '通话时间',
    '呼叫时间',
    '录音日期',
    '通话日期',
    '日期',
  ],
  duration: [
    'durationSeconds',
    'duration_seconds',
    'duration',
    'call_duration',
    'callDuration',
    '时长',
    '通话时长',
    '录音时长',
  ],
} as const satisfies Record<string, readonly string[]>;

export type MetaName = keyof typeof NAMES;

/** What a name stands for, and how plain a one it is. */
interface Known {
  readonly meta: MetaName;
  readonly rank: number;
}
/** By names as they are written above, and without what people write in many ways. */
const BY_KEY = new Map<string, Known>();
const BY_NAME = new Map<string, Known>();
for (const [meta, names] of Object.entries(NAMES))
  names.forEach((name, rank) => {
    BY_KEY.set(name, { meta: meta as MetaName, rank });
    BY_NAME.set(name.toLowerCase().replace(/[\s_-]/g, ''), { meta: meta as MetaName, rank });
  });

const known = (name: string) => BY_NAME.get(plainName(name.toLowerCase().replace(/[\s_-]/g, '')));

/** What a column's or header line's name stands for. */
export const metaNamed = (name: string): MetaName | undefined => known(name)?.meta;

/** Which of a table's columns tell what of a call. What a header has in brackets is no part of its name; where several could, the plainest is taken. */
export function metaColumns(header: readonly string[]): Partial<Record<MetaName, string>> {
  const found: Partial<Record<MetaName, { readonly name: string; readonly rank: number }>> = {};
  for (const name of header) {
    const column = known(name.normalize('NFKC').replace(/\([^()]{0,40}\)/g, ''));
    if (column && column.rank < (found[column.meta]?.rank ?? Number.POSITIVE_INFINITY))
      found[column.meta] = { name, rank: column.rank };
  }
  return Object.fromEntries(Object.entries(found).map(([meta, { name }]) => [meta, name]));
}

/** Where JSON keeps such things beside the root. */
const HOLDERS = ['meta', 'metadata', 'callInfo', 'call_info'];

/**
 * Metadata of a JSON file: from the root and from `meta` or `metadata` in it. Services count `duration` in anything, so the reader
 * that knows gives it.
 */
export function metaOf(root: Fields, faults: Faults, durationSeconds?: number): Meta {
  const found: Values = {};
  addKnown(found, root);
  for (const name of HOLDERS) addKnown(found, pick(root, name));
  found.duration = durationSeconds;
  return metaFrom(found, faults, '');
}

type Values = Partial<Record<MetaName, unknown>>;

/** Adds what an object's keys tell and `found` has not yet, by the plainest of several names. The object's few keys are looked up, not the many names. */
function addKnown(found: Values, holder: unknown): void {
  if (!isObject(holder)) return;
  const own: Values = {};
  const ranks: Partial<Record<MetaName, number>> = {};
  for (const key of Object.keys(holder)) {
    const name = BY_KEY.get(key);
    if (!name) continue;
    const value = holder[key];
    const { meta, rank } = name;
    if (value === undefined || value === null || rank > (ranks[meta] ?? Number.POSITIVE_INFINITY)) continue;
    own[meta] = value;
    ranks[meta] = rank;
  }
  for (const meta of Object.keys(own) as MetaName[]) found[meta] ??= own[meta];
}

/** Metadata of values by name. `duration` in seconds or as a clock (`02:31`). A date that does not exist is a Problem. */
export function metaFrom(
  values: Partial<Record<MetaName, unknown>>,
  faults: Faults,
  where: string,
  line?: number,
): Meta {
  const meta: { -readonly [K in keyof Meta]: Meta[K] } = {};
  for (const name of ['callId', 'orderId', 'agent', 'team'] as const) {
    const value = nameOf(values[name]);
    if (value !== undefined) meta[name] = value;
  }
  const date = isoDate(values.date);
  if (date) meta.date = date;
  else if (date === null)
    faults.warn(
      'BAD_DATE',
      { where: `${where}date`, value: String(nameOf(values.date) ?? typeof values.date).slice(0, 40) },
      line,
    );
  const duration = readTime(values.duration);
  if (duration && duration.value >= 0 && duration.unit !== 'wall-clock') meta.durationSeconds = duration.value;
  return meta;
}
