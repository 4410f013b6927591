import type { WorkOrder } from '../model/transcript.ts';

/** Names of columns and keys for the fields of a work order, the plainest first. 联系电话 is none: on an order it is the customer's. */
const NAMES: Readonly<Record<keyof WorkOrder, readonly string[]>> = {
  customerName: [
    'customerName',
    'customer',
    '客户姓名',
    '客户名称',
    '用户姓名',
    '用户名称',
    '机主姓名',
    '户主姓名',
    '客户',
    '联系人',
    '姓名',
  ],
  title: ['title', '称呼', '称谓'],
  service: [
    'service',
    'services',
    '业务',
    '业务类型',
    '业务类别',
    '业务名称',
    '产品',
    '产品名称',
    '产品类型',
    '服务类型',
  ],
  kind: ['kind', '工单类型', '施工类型', '工单类别', '业务动作', '动作', '需求类型', '订单类型', '类型'],
  appointment: ['appointment', '预约时间', '预约上门时间', '上门时间', '约定时间', '约定上门时间', '预约日期', '预约'],
  address: ['address', '安装地址', '装机地址', '客户地址', '标准地址', '地址', '装维地址', '用户地址'],
  staffName: [
    'staffName',
    '装维姓名',
    '装维人员',
    '装维员',
    '装维经理',
    '施工人员',
    '施工人',
    '处理人',
    '员工姓名',
    '师傅',
  ],
  staffId: ['staffId', '装维工号', '员工工号', '施工人工号', '工号'],
  staffPhone: ['staffPhone', '装维电话', '装维手机', '装维联系电话', '员工电话', '施工人电话', '师傅电话'],
  branch: ['branch', '分公司', '分局', '支局', '营业部', '服务局向', '局向', '区域', '所属分公司'],
};

/** Names of columns that hold a call's or an order's number or file, where the user does not name one. */
const KEYS = [
  '工单编号',
  '工单号',
  '工单流水号',
  '订单编号',
  '订单号',
  '单号',
  'orderId',
  'order',
  'workOrderId',
  'ticketId',
  '录音编号',
  '通话编号',
  '流水号',
  'callId',
  '编号',
  'id',
  '文件名',
  '录音文件',
  '音频文件',
  'fileName',
  'file',
  'audio',
];

/** A name as it is compared: without case, spaces, underscores, and what stands in brackets (客户姓名（必填）). */
export const plainName = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[（(][^（()）]{0,40}[）)]/g, '')
    .replace(/[\s_*-]/g, '')
    .toLowerCase();

const FIELDS = Object.entries(NAMES).flatMap(([field, names]) =>
  names.map((name, rank) => ({ field: field as keyof WorkOrder, name: plainName(name), rank })),
);

/**
 * Which of the names hold which field of a work order. Where several could, the plainest is taken.
 * @param taken a name that is the key and no field
 */
export function orderFields(names: readonly string[], taken: string): Partial<Record<keyof WorkOrder, string>> {
  const found: Partial<Record<keyof WorkOrder, { name: string; rank: number }>> = {};
  for (const name of names) {
    if (name === taken) continue;
    const match = FIELDS.find((f) => f.name === plainName(name));
    if (match && match.rank < (found[match.field]?.rank ?? Number.POSITIVE_INFINITY))
      found[match.field] = { name, rank: match.rank };
  }
  return Object.fromEntries(Object.entries(found).map(([field, { name }]) => [field, name]));
}

/** The name that holds the key: the one that the user gave, else the first that looks like one; `null` when there is none. */
export function keyName(names: readonly string[], given: string | undefined): string | null {
  const wanted = given === undefined ? KEYS.map(plainName) : [plainName(given)];
  for (const key of wanted) {
    const name = names.find((n) => plainName(n) === key);
    if (name !== undefined) return name;
  }
  return null;
}
