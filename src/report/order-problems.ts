import { meant } from './meant.ts';
import type { Worded } from './problems.ts';

/** Faults of work orders and of the names by which calls find them. */
type OrderCode =
  | 'NO_ORDER_KEY'
  | 'ORDER_WITHOUT_KEY'
  | 'TWO_ORDERS'
  | 'ORDER_DIFFERS'
  | 'NO_ORDER'
  | 'ORDER_WITHOUT_CALL'
  | 'OLD_EXCEL'
  | 'NO_SHEET'
  | 'BAD_PATTERN'
  | 'NAME_NOT_MATCHED';

/** In Chinese. */
export const ORDER_PROBLEMS_ZH: Readonly<Record<OrderCode, Worded>> = {
  NO_ORDER_KEY: (a) => [
    `工单表里没有「${a.key}」这一列；有：${a.columns}`,
    `${meant(a, true)}用 --key 写出工单编号那一列的名字`,
  ],
  ORDER_WITHOUT_KEY: (a) => [`这一行的「${a.key}」是空的`, '这张工单没有用'],
  TWO_ORDERS: (a) => [
    `${a.id} 有两张不同的工单${a.first ? `，前一张在第 ${a.first} 行` : ''}`,
    '用的是前一张；删掉多余的那张',
  ],
  ORDER_DIFFERS: (a) => [`转写自带的工单和 ${a.file} 里的 ${a.id} 不一样`, '用的是转写自带的；不对就把它去掉'],
  NO_ORDER: (a) => [`${a.file} 里没有这一通的工单，找过：${a.ids}`, '编号写进转写，或用 --name-pattern 从文件名里取'],
  ORDER_WITHOUT_CALL: (a) => [`有 ${a.count} 张工单没有对上录音：${a.ids}`, '检查是不是漏了录音，或编号写法不同'],
  OLD_EXCEL: () => ['这是旧的 .xls 文件', '在 Excel 里另存为 .xlsx 或 CSV'],
  NO_SHEET: () => ['这个 .xlsx 里没有工作表', '在 Excel 里打开，重新保存'],
  BAD_PATTERN: (a) => [
    `文件名格式「${a.pattern}」不能用：${a.reason}`,
    '写成 (?<date>\\d{8})_(?<agent>\\d+)_(?<order>\\w+)，可用 order call agent team date',
  ],
  NAME_NOT_MATCHED: (a) => [`文件名 ${a.name} 不合 --name-pattern`, '文件名里的信息没有用'],
};

/** In English. */
export const ORDER_PROBLEMS_EN: Readonly<Record<OrderCode, Worded>> = {
  NO_ORDER_KEY: (a) => [
    `the table of orders has no column "${a.key}"; it has: ${a.columns}`,
    `${meant(a, false)}name the column that holds the order's number: --key 工单编号`,
  ],
  ORDER_WITHOUT_KEY: (a) => [`"${a.key}" is empty in this row`, 'this order was not used'],
  TWO_ORDERS: (a) => [
    `there are two different orders ${a.id}${a.first ? `, the first in row ${a.first}` : ''}`,
    'the first one was used; delete the other',
  ],
  ORDER_DIFFERS: (a) => [
    `the order in the transcript differs from ${a.id} in ${a.file}`,
    "the transcript's own was used; take it out if it is wrong",
  ],
  NO_ORDER: (a) => [
    `${a.file} has no order for this call; looked for: ${a.ids}`,
    'write the number into the transcript, or take it from the name with --name-pattern',
  ],
  ORDER_WITHOUT_CALL: (a) => [
    `${a.count} orders have no call: ${a.ids}`,
    'check whether recordings are missing, or the numbers are written otherwise',
  ],
  OLD_EXCEL: () => ['this is an old .xls file', 'save it as .xlsx or CSV'],
  NO_SHEET: () => ['there is no worksheet in this .xlsx file', 'open it in a spreadsheet program and save it again'],
  BAD_PATTERN: (a) => [
    `the pattern "${a.pattern}" cannot be used: ${a.reason}`,
    'write (?<date>\\d{8})_(?<agent>\\d+)_(?<order>\\w+); there are order call agent team date',
  ],
  NAME_NOT_MATCHED: (a) => [`the name ${a.name} does not fit --name-pattern`, 'nothing was taken from it'],
};
