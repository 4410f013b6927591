import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BatchFault } from '../../src/batch/problems.ts';
import { Results } from '../../src/batch/results.ts';
import { unusedOrders } from '../../src/batch/unused-orders.ts';
import { assessmentsIn, BULKY, jsonLines, linesIn, madeCall, newFolder, problemsIn, put, putZip, run } from './made.ts';

const ids = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `call-${String(from + i).padStart(4, '0')}`);
const codes = (out: string) => problemsIn(out).map((p) => p.code);
const fault = async (promise: Promise<unknown>): Promise<string> => {
  const error = await promise.then(
    () => null,
    (e) => e,
  );
  expect(error).toBeInstanceOf(BatchFault);
  return (error as BatchFault).problem.code;
};
/** Every file of a folder with its bytes. */
const filesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((e) => e.isFile())
      .map((e) => [
        join(e.parentPath, e.name).slice(folder.length + 1),
        readFileSync(join(e.parentPath, e.name)).toString('base64'),
      ]),
  );

describe('what a run reads', () => {
  it('scores folders, lines, packed files and archives in the order of the input', async () => {
    const folder = newFolder();
    const input = join(folder, 'calls');
    put(join(input, 'b/2.json'), JSON.stringify(madeCall(2)));
    put(join(input, 'b/1.json'), JSON.stringify(madeCall(1)));
    put(join(input, 'a.txt'), '装维：喂，您好。\n客户：你好。\n');
    put(join(input, 'c.jsonl'), jsonLines(3, 6));
    put(join(input, 'd.jsonl.gz'), gzipSync(jsonLines(6, 9)));
    put(join(input, 'e.json.gz'), gzipSync(JSON.stringify(madeCall(9))));
    put(join(input, 'notes.docx'), 'not a transcript');
    await putZip(join(input, 'f.zip'), {
      'x/10.json': JSON.stringify(madeCall(10)),
      'x/more.jsonl': jsonLines(11, 13),
      'x/pic.png': 'x',
    });
    const out = join(folder, 'out');
    const { state, progress } = await run([input], out);
    expect(state).toBe('complete');
    expect(assessmentsIn(out).map((a) => a.id)).toEqual(['a', ...ids(1, 13)]);
    expect(progress.calls).toBe(13);
    expect(codes(out)).toEqual([]);
    expect(assessmentsIn(out).at(-1)!.source).toBe(join(input, 'f.zip', 'x/more.jsonl'));
    expect(assessmentsIn(out)[1]!.meta).toMatchObject({ agent: '2301', team: '宁乡', date: '2026-10-02' });
  });

  it('gives the same bytes whatever the number of workers', async () => {
    const folder = newFolder();
    const input = put(join(folder, 'calls.jsonl'), jsonLines(0, 120, BULKY));
    await run([input], join(folder, 'one'), { jobs: 1, reports: true });
    await run([input], join(folder, 'three'), { jobs: 3, reports: true });
    expect(filesOf(join(folder, 'one'))).toEqual(filesOf(join(folder, 'three')));
  });

  it('takes patterns, and says which match nothing', async () => {
    const folder = newFolder();
    for (const n of [1, 2, 3]) put(join(folder, `calls/d${n}/c${n}.json`), JSON.stringify(madeCall(n)));
    const out = join(folder, 'out');
    await run([join(folder, 'calls/**/c[12].json'), join(folder, 'none/*.json')], out);
    expect(assessmentsIn(out).map((a) => a.id)).toEqual(ids(1, 3));
    expect(codes(out)).toEqual(['NO_MATCH']);
  });

  it('counts nothing twice: a folder given again, a file within it, a copy of a call', async () => {
    const folder = newFolder();
    const input = join(folder, 'calls');
    put(join(input, '1.json'), JSON.stringify(madeCall(1)));
    put(join(folder, 'copy/1-again.json'), JSON.stringify(madeCall(1)));
    put(join(folder, 'copy/2.json'), JSON.stringify(madeCall(2, { id: 'call-0001' })));
    const out = join(folder, 'out');
    await run([input, join(input, '1.json'), `${input}/`, join(folder, 'copy')], out);
    expect(assessmentsIn(out).map((a) => a.source)).toEqual([join(input, '1.json'), join(folder, 'copy/2.json')]);
    expect(codes(out)).toEqual(['GIVEN_TWICE', 'GIVEN_TWICE', 'DUPLICATE_ID', 'SHARED_ID']);
  });

  it('never reads its own results, nor those of an earlier run', async () => {
    const folder = newFolder();
    put(join(folder, '1.json'), JSON.stringify(madeCall(1)));
    const out = join(folder, 'out');
    await run([folder], out);
    await run([folder], join(folder, 'later'));
    expect(assessmentsIn(join(folder, 'later')).map((a) => a.id)).toEqual(ids(1, 2));
    expect(codes(join(folder, 'later'))).toEqual(['OWN_RESULTS']);
    symlinkSync(folder, join(folder, 'loop'));
    await run([folder], out);
    expect(assessmentsIn(out)).toHaveLength(1);
  });
});

describe('work orders', () => {
  it('come from beside the file or from a table; one that changes is a change of the input', async () => {
    const folder = newFolder();
    const { workOrder: _, ...call } = madeCall(1);
    put(join(folder, 'calls/1.json'), JSON.stringify(call));
    put(join(folder, 'calls/1.order.json'), JSON.stringify({ staffId: '77', branch: '浏阳' }));
    put(join(folder, 'calls/2.json'), JSON.stringify({ ...call, id: 'call-2' }));
    const orders = put(join(folder, 'orders.csv'), '工单编号,工号\ncall-2,88\n');
    const reading = { read: {}, orders: { orders, key: '工单编号' } };
    const out = join(folder, 'out');
    await run([join(folder, 'calls')], out, { reading });
    expect(assessmentsIn(out).map((a) => a.meta?.agent)).toEqual(['77', '88']);
    put(join(folder, 'calls/1.order.json'), JSON.stringify({ staffId: '78' }));
    expect(await fault(run([join(folder, 'calls')], out, { reading }))).toBe('CHANGED_INPUT');
    put(orders, '工单编号,工号\ncall-2,99\n');
    expect(await fault(run([join(folder, 'calls')], out, { reading }))).toBe('OTHER_RUN');
  });

  it('that no call used are told from the results, in one warning', async () => {
    const folder = newFolder();
    const { workOrder: _, ...call } = madeCall(1);
    put(join(folder, 'calls/a1.json'), JSON.stringify({ ...call, id: 'call-1' }));
    put(join(folder, 'calls/a2.json'), JSON.stringify({ ...call, id: 'call-2' }));
    const table = '工单编号,录音文件,工号\ncall-2,,88\nGD-7,a1.wav,77\nGD-8,a8.wav,99\nGD-9,,99\n';
    const orders = { orders: put(join(folder, 'orders.csv'), table), key: '工单编号' };
    const out = join(folder, 'out');
    await run([join(folder, 'calls')], out, { reading: { read: {}, orders } });
    expect(assessmentsIn(out).map((a) => a.meta?.agent)).toEqual(['77', '88']);
    expect(await unusedOrders(await Results.open(out), orders)).toMatchObject([
      { code: 'ORDER_WITHOUT_CALL', severity: 'warning', args: { count: 2, ids: 'GD-8, GD-9' } },
    ]);
    expect(await unusedOrders(await Results.open(out), {})).toEqual([]);
  });
});

describe('bad input', () => {
  it('a file that holds two calls is scored, and told in the list of problems and in the reports', async () => {
    const folder = newFolder();
    const call = [
      '您好，请问是周女士吗？',
      '我明天上午九点来装宽带。再见。',
      '您好，请问是贺先生吗？',
      '我后天来修电视，再见。',
    ];
    const lines = call.flatMap((text) => [`装维：${text}`, '客户：好的。']);
    put(join(folder, 'calls/two.txt'), `${lines.join('\n')}\n`);
    const out = join(folder, 'out');
    await run([join(folder, 'calls')], out, { reports: true });
    expect(assessmentsIn(out)).toHaveLength(1);
    expect(problemsIn(out)).toMatchObject([
      { code: 'SECOND_CALL', severity: 'warning', args: { id: 'two', turn: 5, why: 'other-customer', heard: '贺' } },
    ]);
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toMatch(/第5句起像是另一通电话/);
  });

  it('tells of each bad file and goes on', async () => {
    const folder = newFolder();
    const input = join(folder, 'calls');
    put(join(input, '0.txt'), new Uint8Array([0, 1, 2, 3]));
    put(join(input, '1.json'), JSON.stringify(madeCall(1)));
    put(join(input, '2.json'), '{"id": "x"');
    put(join(input, '3.txt'), '');
    put(join(input, '4.json.gz'), gzipSync('x'.repeat(2000)).subarray(0, 20));
    put(join(input, '5.jsonl.gz'), gzipSync(jsonLines(100, 200, BULKY)).subarray(0, 3000));
    put(join(input, '6.jsonl'), `${jsonLines(6, 7)}not json\n\n${jsonLines(7, 8)}{"id":"half`);
    put(join(input, '7.zip'), 'PK no archive at all');
    put(join(input, '8.json'), JSON.stringify(madeCall(8, { scripts: ['no-such'] })));
    put(join(input, '9.json'), JSON.stringify(madeCall(9)));
    const out = join(folder, 'out');
    await run([input, join(folder, 'gone.json')], out);
    const problems = problemsIn(out);
    const found = Object.fromEntries(
      problems.map((p) => [p.place.file.replace(`${input}/`, '') + (p.place.line ? `:${p.place.line}` : ''), p.code]),
    );
    expect(found).toMatchObject({
      '0.txt': 'BINARY_FILE',
      '3.txt': 'EMPTY_FILE',
      '4.json.gz': 'DAMAGED_ARCHIVE',
      '5.jsonl.gz': 'DAMAGED_ARCHIVE',
      '6.jsonl:2': 'NOT_JSON',
      '6.jsonl:5': 'HALF_LINE',
      '7.zip': 'DAMAGED_ARCHIVE',
      '8.json': 'UNKNOWN_SCRIPT',
    });
    expect(problems.some((p) => p.code === 'NOT_JSON' && p.place.file.endsWith('2.json'))).toBe(true);
    expect(problems.at(-1)!.code).toBe('UNREADABLE_FILE');
    const scored = assessmentsIn(out).map((a) => a.id);
    expect(scored).toContain('call-0001');
    expect(scored).toContain('call-0007');
    expect(scored.at(-1)).toBe('call-0009');
    // What came out of the cut archive before the cut is kept.
    expect(scored.filter((id) => id >= 'call-0100').length).toBeGreaterThan(0);
  });

  it('outlives a file that takes all memory, reports it, scores the others', async () => {
    const folder = newFolder();
    const huge = { ...madeCall(2), turns: [{ speaker: 'agent', text: '我'.repeat(9_000_000) }] };
    for (const n of [1, 3, 4, 5]) put(join(folder, `calls/${n}.json`), JSON.stringify(madeCall(n)));
    put(join(folder, 'calls/2.json'), JSON.stringify(huge));
    put(
      join(folder, 'lines.jsonl'),
      `${jsonLines(6, 8)}${JSON.stringify({ ...huge, id: 'call-x' }).replace('9', '9')}\n${jsonLines(8, 10)}`,
    );
    const out = join(folder, 'out');
    const { state } = await run([join(folder, 'calls'), join(folder, 'lines.jsonl')], out, { largeMegabytes: 30 });
    expect(state).toBe('complete');
    expect(assessmentsIn(out).map((a) => a.id)).toEqual([
      'call-0001',
      'call-0003',
      'call-0004',
      'call-0005',
      ...ids(6, 10),
    ]);
    const killed = problemsIn(out).filter((p) => p.code === 'KILLED_WORKER' || p.code === 'LINE_TOO_LONG');
    expect(killed.map((p) => p.place)).toEqual([
      { file: join(folder, 'calls/2.json') },
      { file: join(folder, 'lines.jsonl'), line: 3 },
    ]);
    expect(killed[0]!.args.reason).toBe('out of memory');
    // Told once and for all: the same command finds nothing new to do.
    const again = await run([join(folder, 'calls'), join(folder, 'lines.jsonl')], out, { largeMegabytes: 30 });
    expect(again.progress.kept).toBe(8);
  });

  it('unpacks no bomb, follows no name out of an archive, reads names in GBK', async () => {
    const folder = newFolder();
    const input = join(folder, 'calls');
    mkdirSync(input);
    await putZip(join(input, 'a.zip'), {
      '../../evil.json': JSON.stringify(madeCall(1)),
      '/etc/evil.json': JSON.stringify(madeCall(2)),
      'C:\\evil.json': JSON.stringify(madeCall(3)),
      'bomb.txt': Buffer.alloc(80 * 2 ** 20, 'a'),
      'good.json': JSON.stringify(madeCall(4)),
    });
    const out = join(folder, 'out');
    await run([input], out);
    expect(assessmentsIn(out).map((a) => a.id)).toEqual(['call-0004']);
    const told = codes(out);
    expect(told.filter((c) => c === 'UNSAFE_NAME')).toHaveLength(3);
    expect(told.some((c) => c === 'EXPANDS_TOO_FAR' || c === 'FILE_TOO_LARGE')).toBe(true);
    expect(existsSync(join(folder, 'evil.json'))).toBe(false);
  });
});

describe('going on', () => {
  it('keeps what is done and scores what was added', async () => {
    const folder = newFolder();
    const input = put(join(folder, 'calls.jsonl'), jsonLines(0, 80, BULKY));
    const out = join(folder, 'out');
    await run([input], out, { reports: true });
    const before = filesOf(out);
    const again = await run([input], out, { reports: true });
    expect(again.progress.kept).toBe(80);
    expect(filesOf(out)).toEqual(before);
    appendFileSync(input, jsonLines(80, 110, BULKY));
    expect(await fault(run([input], out))).toBe('CHANGED_INPUT');
    expect(filesOf(out)['assessments.jsonl']).toBe(before['assessments.jsonl']);
    const grown = await run([input], out, { update: true, reports: true });
    expect(grown.progress.kept).toBeGreaterThan(40);
    expect(grown.progress.calls).toBe(110);
    await run([input], join(folder, 'fresh'), { reports: true });
    expect(filesOf(out)).toEqual(filesOf(join(folder, 'fresh')));
  });

  it('notices a file that changed, vanished or came between', async () => {
    const folder = newFolder();
    const input = join(folder, 'calls');
    for (let n = 0; n < 60; n += 1)
      put(join(input, `${String(n).padStart(3, '0')}.json`), JSON.stringify(madeCall(n, BULKY)));
    const out = join(folder, 'out');
    await run([input], out);
    put(join(input, '040.json'), JSON.stringify(madeCall(40, { ...BULKY, scripts: [] })));
    expect(await fault(run([input], out))).toBe('CHANGED_INPUT');
    const updated = await run([input], out, { update: true });
    expect(updated.progress.kept).toBe(39);
    rmSync(join(input, '059.json'));
    expect(await fault(run([input], out))).toBe('CHANGED_INPUT');
    rmSync(input, { recursive: true });
    expect(await fault(run([input], out))).toBe('CHANGED_INPUT');
    expect(linesIn(join(out, 'assessments.jsonl'))).toHaveLength(60);
  });

  it('refuses results that were made another way, unless told to start anew', async () => {
    const folder = newFolder();
    const input = put(join(folder, 'calls.jsonl'), jsonLines(0, 20));
    const out = join(folder, 'out');
    await run([input], out);
    expect(await fault(run([input], out, { version: '9.9.9' }))).toBe('OTHER_RUN');
    expect(await fault(run([input], out, { reading: { read: { scripts: ['greeting'] }, orders: {} } }))).toBe(
      'OTHER_RUN',
    );
    await run([input], out, { version: '9.9.9', restart: true });
    expect(assessmentsIn(out)).toHaveLength(20);
  });

  it('does not take a stranger’s files for its own', async () => {
    const folder = newFolder();
    const input = put(join(folder, 'calls.jsonl'), jsonLines(0, 5));
    put(join(folder, 'out/assessments.jsonl'), 'precious\n');
    expect(await fault(run([input], join(folder, 'out')))).toBe('DAMAGED_RESULTS');
    expect(readFileSync(join(folder, 'out/assessments.jsonl'), 'utf8')).toBe('precious\n');
  });

  it('notices results that were cut', async () => {
    const folder = newFolder();
    const input = put(join(folder, 'calls.jsonl'), jsonLines(0, 20));
    const out = join(folder, 'out');
    await run([input], out);
    truncateSync(join(out, 'assessments.jsonl'), 100);
    expect(await fault(run([input], out))).toBe('DAMAGED_RESULTS');
  });

  it('stops when told to, and goes on afterwards', async () => {
    const folder = newFolder();
    const input = put(join(folder, 'calls.jsonl'), jsonLines(0, 260, BULKY));
    const out = join(folder, 'out');
    const stop = new AbortController();
    const stopped = await run([input], out, {
      signal: stop.signal,
      onProgress: (p) => {
        if (p.calls > 50) stop.abort();
      },
    });
    expect(stopped.state).toBe('stopped');
    const lines = linesIn(join(out, 'assessments.jsonl')).length;
    expect(lines).toBeGreaterThan(50);
    expect(lines).toBeLessThan(260);
    expect(existsSync(join(out, 'run/lock'))).toBe(false);
    const { progress } = await run([input], out, { reports: true });
    expect(progress.kept).toBe(lines);
    await run([input], join(folder, 'fresh'), { reports: true });
    expect(filesOf(out)).toEqual(filesOf(join(folder, 'fresh')));
  });
});

describe('the results folder', () => {
  it('says when it cannot be written', async () => {
    const folder = newFolder();
    const input = put(join(folder, 'calls.jsonl'), jsonLines(0, 3));
    put(join(folder, 'file'), 'x');
    expect(await fault(run([input], join(folder, 'file/out')))).toBe('UNWRITABLE_FOLDER');
  });

  it('lets only one run in, but takes over from one that was killed', async () => {
    const folder = newFolder();
    const input = put(join(folder, 'calls.jsonl'), jsonLines(0, 3));
    const out = join(folder, 'out');
    put(
      join(out, 'run/lock'),
      JSON.stringify({ pid: process.pid, host: (await import('node:os')).hostname(), started: null }),
    );
    expect(await fault(run([input], out))).toBe('RUNNING_ALREADY');
    writeFileSync(
      join(out, 'run/lock'),
      JSON.stringify({ pid: 2 ** 22 + 1, host: (await import('node:os')).hostname(), started: null }),
    );
    expect((await run([input], out)).state).toBe('complete');
  });

  it('says so where no folder can be made', async () => {
    const folder = newFolder();
    const input = put(join(folder, 'calls.jsonl'), jsonLines(0, 2));
    expect(await fault(run([input], join(input, 'out')))).toBe('UNWRITABLE_FOLDER');
    if (existsSync('/proc/self')) expect(await fault(run([input], '/proc/out'))).toBe('UNWRITABLE_FOLDER');
  });

  it.for([
    20, 60_000,
  ])('keeps all when the disk is full, synced every %d ms, and goes on when there is room', async (segmentMs, context) => {
    const folder = newFolder();
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=600k', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      context.skip();
    }
    try {
      const input = put(join(folder, 'calls.jsonl'), jsonLines(0, 150, BULKY));
      const out = join(disk, 'out');
      expect(await fault(run([input], out, { segmentMs }))).toBe('DISK_FULL');
      const lines = linesIn(join(out, 'assessments.jsonl')).length;
      execFileSync('mount', ['-o', 'remount,size=64m', disk]);
      const { state, progress } = await run([input], out);
      expect(state).toBe('complete');
      expect(lines).toBeGreaterThan(0);
      expect(progress.kept).toBe(lines);
      await run([input], join(folder, 'fresh'));
      expect(
        readFileSync(join(out, 'assessments.jsonl')).equals(readFileSync(join(folder, 'fresh/assessments.jsonl'))),
      ).toBe(true);
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});
