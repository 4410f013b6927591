import type { WorkOrder } from '../model/transcript.ts';
import type { Lang } from './wording.ts';

/** What a work order tells an installer, a field a row. */
export type OrderField = keyof typeof zh;

const zh = {
  customerName: '客户',
  service: '业务',
  kind: '类型',
  appointment: '预约时间',
  address: '地址',
  staffName: '您的姓名',
  staffId: '您的工号',
  staffPhone: '您的电话',
  branch: '单位',
};

/** What the fields are called, said to the installer whose order it is. */
export const ORDER_FIELDS: Readonly<Record<Lang, Readonly<Record<OrderField, string>>>> = {
  zh,
  en: {
    customerName: 'customer',
    service: 'service',
    kind: 'kind',
    appointment: 'appointment',
    address: 'address',
    staffName: 'your name',
    staffId: 'your number',
    staffPhone: 'your phone',
    branch: 'branch',
  },
};

/**
 * The rows of a work order that say something, in the order in which they are shown.
 * @param between what stands between the customer's name and how he is addressed
 */
export function orderRows(order: WorkOrder, between = ''): [OrderField, string][] {
  const name = order.customerName ? [order.customerName, order.title ?? ''].join(between).trim() : '';
  const value = (field: OrderField): string =>
    field === 'customerName' ? name : field === 'service' ? (order.service ?? []).join('、') : (order[field] ?? '');
  return (Object.keys(zh) as OrderField[]).flatMap((field) => (value(field) === '' ? [] : [[field, value(field)]]));
}
