/** Names and numbers of work orders that are said in labelled dialogues, where they stand: none of them written for the masks. */
import type { Transcript } from '../src/model/transcript.ts';
import { plainOfTurn } from '../src/privacy/plain.ts';
import type { Planted } from './mask-plants.ts';

/** Every saying of the order's names and numbers, to the letter: digits as they are written or read out, whatever stands between them. */
export function saidOf({ workOrder, turns }: Transcript): Planted[] {
  const { customerName = '', staffName = '', staffPhone = '', staffId = '', address = '' } = workOrder ?? {};
  const found: Planted[] = [];
  turns.forEach(({ text }, turn) => {
    const plain = plainOfTurn(text);
    const add = (kind: Planted['kind'], start: number, end: number, secret: string) => {
      if (!found.some((f) => f.turn === turn && f.start < end && start < f.end))
        found.push({ kind, turn, start, end, secret, listed: null });
    };
    const each = (pattern: RegExp, kind: Planted['kind'], secret?: string) => {
      for (const m of plain.matchAll(pattern)) add(kind, m.index, m.index + m[0].length, secret ?? m[0]);
    };
    for (const name of [customerName, staffName]) {
      if (/^[\u4e00-\u9fff]{2,4}$/.test(name)) each(new RegExp(name, 'g'), 'name');
      const surname = /^(欧阳|司马|上官|诸葛|皇甫)/.exec(name)?.[0] ?? name.slice(0, 1);
      if (/^[\u4e00-\u9fff]/.test(surname))
        each(new RegExp(`${surname}(?=先生|女士|小姐|师傅|大姐|大哥|老师|阿姨|经理)`, 'g'), 'name');
    }
    for (const [kind, value] of [
      ['phone', staffPhone],
      ['account', staffId],
    ] as const) {
      const digits = value.replace(/\D/g, '');
      if (digits.length >= 4)
        each(
          new RegExp([...digits].map((d) => '零一二三四五六七八九'[Number(d)]).join('[，-]{0,2}'), 'g'),
          kind,
          digits,
        );
    }
    for (const [, core, suffix] of address.matchAll(/([\u4e00-\u9fff]{2,5}?)(路|街|大道|小区|花园|公寓|村|巷)/g)) {
      const name = core!.replace(/^.*[区县市镇]/, '');
      if (name.length >= 2) each(new RegExp(`${name}(?=${suffix}|[东南西北中]${suffix})`, 'g'), 'address');
    }
    for (const [, number, unit] of address.matchAll(/(\d+)(栋|单元)/g)) {
      const han = [...number!].map((d) => '零一二三四五六七八九'[Number(d)]).join('');
      each(new RegExp(`(?<![零一二三四五六七八九十百])${han}(?=${unit})`, 'g'), 'address', number);
    }
  });
  return found;
}
