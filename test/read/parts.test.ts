import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoDate } from '../../src/read/dates.ts';
import { jsonFault } from '../../src/read/json-fault.ts';
import { roleOfLabel } from '../../src/read/speakers.ts';
import { readTable } from '../../src/read/table.ts';
import { spokenLength, unitOf } from '../../src/read/time-unit.ts';
import { readTime } from '../../src/read/times.ts';
import { joinWords } from '../../src/read/words.ts';

describe('readTime', () => {
  it.each([
    [1500, { unit: 'number', value: 1500 }],
    ['1500', { unit: 'number', value: 1500 }],
    ['2.38', { unit: 'number', value: 2.38 }],
    ['00:01:02,500', { unit: 'clock', value: 62.5 }],
    ['0:0.020', { unit: 'clock', value: 0.02 }],
    ['1:02', { unit: 'clock', value: 62 }],
    ['PT1H2M3.5S', { unit: 'iso8601', value: 3723.5 }],
    ['PT0.07S', { unit: 'iso8601', value: 0.07 }],
    ['12.5s', { unit: 'clock', value: 12.5 }],
    ['800毫秒', { unit: 'clock', value: 0.8 }],
    ['2026-06-03 09:30:00', { unit: 'wall-clock', value: Date.UTC(2026, 5, 3, 9, 30) / 1000 }],
    ['2026/6/3 9:30:00.250', { unit: 'wall-clock', value: Date.UTC(2026, 5, 3, 9, 30) / 1000 + 0.25 }],
    ['20260603093000', { unit: 'wall-clock', value: Date.UTC(2026, 5, 3, 9, 30) / 1000 }],
    ['', null],
    [null, null],
    [undefined, null],
    ['soon', undefined],
    [{}, undefined],
    [true, undefined],
    ['1'.repeat(100), undefined],
  ])('%j', (given, expected) => {
    expect(readTime(given)).toEqual(expected);
  });
});

describe('unitOf', () => {
  const call = (perSecond: number) =>
    [0, 4, 9].map((start) => ({ start: start * perSecond, end: (start + 3) * perSecond, characters: 12 }));
  it.each([
    ['s', 1],
    ['ms', 1_000],
    ['100ns', 10_000_000],
  ] as const)('tells %s by how fast one speaks', (unit, perSecond) => {
    expect(unitOf(call(perSecond), null, null, undefined).unit).toBe(unit);
    expect(
      unitOf(
        call(perSecond).map((one) => ({ ...one, end: null })),
        null,
        null,
        undefined,
      ).unit,
    ).toBe(unit);
  });

  it('leaves the documented unit alone where it can be right', () => {
    const slow = [{ start: 0, end: 60_000, characters: 5 }];
    expect(unitOf(slow, 'ms', null, undefined)).toEqual({ unit: 'ms', guesses: [] });
    expect(unitOf(call(1), 'ms', null, undefined)).toMatchObject({
      unit: 's',
      guesses: [{ code: 'TIME_UNIT_CORRECTED' }],
    });
  });

  it('takes the length of the recording before the speed', () => {
    expect(unitOf([{ start: 10, end: 2_000, characters: 4 }], null, 's', 3).unit).toBe('ms');
  });

  it('falls back on the size of the numbers', () => {
    expect(unitOf([{ start: 0.5, end: null, characters: 0 }], null, null, undefined).unit).toBe('s');
    expect(unitOf([{ start: 52_000, end: null, characters: 0 }], null, null, undefined).unit).toBe('ms');
  });

  it('counts what takes time to say', () => {
    expect(spokenLength('您好，abc 123。')).toBeCloseTo(4);
  });
});

describe('isoDate', () => {
  it.each([
    ['2026/6/3 9:30', '2026-06-03T09:30:00'],
    ['2026年6月3日', '2026-06-03'],
    ['20260603', '2026-06-03'],
    ['20260603 093000', '2026-06-03T09:30:00'],
    ['2026-06-03T09:30:00+08:00', '2026-06-03T09:30:00+08:00'],
    [1_780_450_200, '2026-06-03T01:30:00Z'],
    ['1780450200000', '2026-06-03T01:30:00Z'],
    ['2026-02-30', null],
    ['2026-13-01', null],
    ['2026-06-03 25:00', null],
    ['yesterday', null],
    ['', undefined],
  ])('%j', (given, expected) => {
    expect(isoDate(given)).toBe(expected);
  });
});

describe('readTable', () => {
  const cells = (text: string, separator = ',') => readTable(text, separator).rows.map((row) => row.cells);

  it('reads back what RFC 4180 writes', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '您', '"', ',', '\n', '\r\n', ' ', '\t') });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }), (rows) => {
        const text = rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\r\n');
        expect(cells(text)).toEqual(rows);
      }),
    );
  });

  it('gives the line on which a row begins', () => {
    expect(readTable('a,b\n"x\ny",1\n\n2,3\n', ',').rows.map((row) => row.line)).toEqual([1, 2, 5]);
  });

  it('takes stray quotes for characters and goes on behind an open one', () => {
    expect(cells('a"b,c\n')).toEqual([['a"b', 'c']]);
    expect(readTable('a,b\n"x,1\ny,2', ',')).toMatchObject({
      openQuote: 2,
      rows: [{}, { cells: ['"x', '1'] }, { cells: ['y', '2'] }],
    });
  });

  it('keeps the zeros that a spreadsheet protects', () => {
    expect(cells('="0012"\tb', '\t')).toEqual([['0012', 'b']]);
  });
});

describe('jsonFault', () => {
  it('finds none in JSON', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(jsonFault(json)).toBeNull();
      }),
    );
  });

  it('finds one wherever JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.constantFrom('', '}', '"', ',', '\\', 'x'), (json, at, put) => {
        const text = `${json.slice(0, at % (json.length + 1))}${put}`;
        let parses = true;
        try {
          JSON.parse(text);
        } catch {
          parses = false;
        }
        expect(jsonFault(text) === null).toBe(parses);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['{"a": 1,}', 8],
    ['[1 2]', 3],
    ['{"a" 1}', 5],
    ['{"a": "b', 6],
    ['[1, 2', 5],
    ['{} {}', 3],
  ])('%s breaks at %i', (text, offset) => {
    expect(jsonFault(text)).toBe(offset);
  });
});

describe('roleOfLabel', () => {
  it.each([
    ['坐席001', 'agent'],
    ['AGENT', 'agent'],
    ['装维客户经理', 'agent'],
    ['客户', 'customer'],
    ['USER', 'customer'],
    ['IVR', 'other'],
    ['家属', 'other'],
    ['SPEAKER_00', null],
    ['ch_0', null],
    ['channel_1', null],
    ['spk_1', null],
    ['说话人1', null],
    ['发言人 2', null],
    ['Guest-1', null],
    ['左声道', null],
    ['0', null],
    ['?', null],
    ['周强', undefined],
  ])('%s', (label, role) => {
    expect(roleOfLabel(label)).toBe(role);
  });
});

describe('joinWords', () => {
  it.each([
    ['今天 天气 不错', false, '今天天气不错'],
    ['您好 请问是周先生吗', false, '您好 请问是周先生吗'],
    ['工 号 3312 是 我', true, '工号3312是我'],
    ['用 wifi 的 密 码', true, '用 wifi 的密码'],
    ['no Chinese here', false, 'no Chinese here'],
  ])('%s', (text, split, joined) => {
    expect(joinWords(text, split)).toBe(joined);
  });
});
