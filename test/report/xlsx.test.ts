import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { ZipReader } from '../../src/batch/archive.ts';
import { letters, rowXml, xmlText } from '../../src/report/xlsx.ts';
import { madeCall, newFolder, put, run } from '../batch/made.ts';

const FORMULA = '=HYPERLINK("http://x","<y>")';
let parts: Map<string, string>;

beforeAll(async () => {
  const folder = newFolder();
  const calls = Array.from({ length: 30 }, (_, n) =>
    JSON.stringify(
      madeCall(n, {
        id: n === 4 ? FORMULA : `id-${n}`,
        meta: { agent: n % 3 ? '2316' : '=1+1', team: '@SUM(A1)', date: '2026-10-02' },
      }),
    ),
  );
  const input = put(join(folder, 'calls.jsonl'), `${calls.join('\n')}\nnot json\n`);
  await run([input], join(folder, 'out'), { reports: true });
  const zip = await ZipReader.open(join(folder, 'out/report.xlsx'));
  parts = new Map();
  for await (const { entry, ref } of zip.entries()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.stream(entry)) chunks.push(chunk as Buffer);
    parts.set(ref.name, Buffer.concat(chunks).toString());
  }
  zip.close();
});

const sheet = (n: number) => parts.get(`xl/worksheets/sheet${n}.xml`)!;

describe('report.xlsx', () => {
  it('has the seven sheets, with frozen heads, filters and widths', () => {
    const names = [...parts.get('xl/workbook.xml')!.matchAll(/<sheet [^>]*name="([^"]*)"/g)].map((m) => m[1]);
    expect(names).toEqual(['总览', '通话', '忌语', '漏项', '人员', '班组', '问题文件']);
    for (let n = 2; n <= 7; n += 1) {
      expect(sheet(n)).toContain('state="frozen"');
      expect(sheet(n)).toMatch(/<\/sheetData><autoFilter ref="A1:[A-Z]+\d+"\/>/);
      expect(sheet(n)).toContain('customWidth="1"');
    }
    expect(sheet(2)).toContain('<conditionalFormatting sqref="G2:G31">');
  });

  it('lists every call, by person, and leads from each person to the first of his', () => {
    const rows = [...sheet(2).matchAll(/<row r="(\d+)"[^>]*>(.*?)<\/row>/g)];
    expect(rows).toHaveLength(31);
    const agents = rows.slice(1).map((r) => /<c r="C\d+"[^>]*>.*?<t[^>]*>([^<]*)</.exec(r[2]!)![1]);
    expect(agents).toEqual([...agents].sort());
    const links = [...sheet(5).matchAll(/<hyperlink ref="A(\d+)" location="'通话'!A(\d+)"\/>/g)];
    expect(links).toHaveLength(2);
    const targets = links.map((l) => agents[Number(l[2]) - 2]);
    expect(new Set(targets)).toEqual(new Set(['=1+1', '2316']));
    for (const l of links) expect(agents[Number(l[2]) - 3]).not.toBe(agents[Number(l[2]) - 2]);
  });

  it('keeps formulas of the data as text', () => {
    for (const [name, xml] of parts)
      if (name.startsWith('xl/worksheets')) expect(xml.replace(/<cfRule.*?<\/cfRule>/g, '')).not.toContain('<f>');
    expect(sheet(2)).toContain(`<t xml:space="preserve">${xmlText(FORMULA)}</t>`);
    expect(parts.get('xl/sharedStrings.xml')).toContain('@SUM(A1)');
  });

  it('is well-formed', () => {
    for (const xml of parts.values()) {
      const open: string[] = [];
      for (const [, slash, name, , self] of xml.matchAll(/<(\/?)([A-Za-z:_][\w:.-]*)((?:\s[^<>]*?)?)(\/?)>/g)) {
        if (slash) expect(open.pop()).toBe(name);
        else if (!self) open.push(name!);
      }
      expect(open).toEqual([]);
    }
  });
});

describe('cells', () => {
  it('are named as a spreadsheet does', () => {
    expect([1, 26, 27, 52, 53, 702, 703].map(letters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });

  it('hold any text that XML can', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const xml = rowXml([text, 1.5, null], 7, ['1', '2']);
        expect(xml).toMatch(/^<row r="7"><c r="A7" s="1"/);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
        expect(xml).not.toMatch(/[\u0000-\u0008\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])/);
        expect(xml.match(/<c /g)).toHaveLength(3);
      }),
    );
  });
});
