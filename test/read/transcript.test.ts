import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTranscripts, type ReadOptions } from '../../src/read/transcript.ts';
import { readJsonLine } from '../../src/read/transcript-json.ts';
import { wordProblem } from '../../src/report/problems.ts';

const read = (text: string, options: ReadOptions = {}, file = 'call.txt') => parseTranscripts({ file, text }, options);
const codes = (result: ReturnType<typeof read>) => result.problems.map((one) => one.code);
const turn = (speaker: unknown, text: unknown) => ({ speaker, text });

describe('any input', () => {
  const sane = (result: ReturnType<typeof read>) => {
    for (const transcript of result.value) {
      expect(transcript.turns.length).toBeGreaterThan(0);
      const starts = transcript.turns.flatMap((one) => one.startSeconds ?? []);
      if (transcript.reading?.format !== 'labelled') expect(starts).toEqual([...starts].sort((a, b) => a - b));
      for (const one of transcript.turns) {
        expect(Object.hasOwn(transcript.roles, one.speaker)).toBe(true);
        for (const time of [one.startSeconds, one.endSeconds])
          if (time !== undefined) expect(Number.isFinite(time) && time >= 0).toBe(true);
      }
    }
    expect(result.value.length + result.problems.length).toBeGreaterThan(0);
  };

  it('never throws on JSON', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (json) => sane(read(json))),
      { numRuns: 600 },
    );
  });

  it('never throws on JSON with the keys of services', () => {
    const key = fc.constantFrom(
      ...'turns speaker text segments start end Result Sentences Text BeginTime transcripts sentences words Dialogues Words Role ResultDetail FinalSentence content orderResult lattice json_1best data onebest result asr_text tasks_info task_result detailed_result res asr_result sentence utterances start_time paragraphs sentence_info stamp_sents text_seg conversations role transcription offsets recognizedPhrases nBest phrases offset duration results items alternatives channel_labels channels audio_segments Transcript Content ParticipantId ParticipantRole Participants SpeechSegments OriginalText flash_result sentence_list Paragraphs __proto__ constructor status meta date'.split(
        ' ',
      ),
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'medium', withCrossShrink: true },
        fc.constantFrom<unknown>(
          null,
          true,
          -1,
          0,
          1.5,
          1e300,
          '',
          '您好',
          '客服：您好\n客户：好',
          '[]',
          '{"bg":"1"}',
          '00:01',
        ),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map((pairs) => Object.fromEntries(pairs)),
      ),
    }));
    fc.assert(
      fc.property(value, (data) => sane(read(JSON.stringify(data)))),
      { numRuns: 3_000 },
    );
  });

  it('never throws on text', () => {
    const piece = fc.constantFrom(
      ...[
        '客服：',
        '客户:',
        '您好',
        '\n',
        '\r\n',
        '[00:01]',
        '00:00:01,000 --> 00:00:02,000',
        'WEBVTT\n',
        '发言人 1  00:00:00\n',
        ',',
        '"',
        '\t',
      ],
      ...[
        '<li start=1 end=2>',
        '</li>',
        '[0:1.000,0:2.000]',
        '说话人,内容\n',
        '# 工单: {',
        '{',
        '[',
        '}',
        '】',
        '以上内容由AI生成',
        '\u0000',
        '🙂',
      ],
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 8 }))), (parts) =>
        sane(read(parts.join(''))),
      ),
      { numRuns: 2_000 },
    );
  });

  it('stays fast on text made to be slow', () => {
    const long = 200_000;
    const started = process.cpuUsage();
    for (const text of [
      '<'.repeat(long),
      '<li start='.repeat(long / 10),
      '客服：'.repeat(long),
      '您 '.repeat(long),
      `客服：${'您 '.repeat(long)}\n客户：好`,
      `客服：${' '.repeat(long)}好`,
      '"'.repeat(long),
      '说话人,内容\n'.repeat(20_000),
      `说话人,内容\n${'"'.repeat(long)}`,
      '发言人 1  00:00:00\n'.repeat(20_000),
      '1\n00:00:01,000 --> 00:00:02,000\n客服：'.repeat(10_000),
      '[0:1.000,0:2.000]'.repeat(20_000),
      '['.repeat(long),
      `{"a":${'['.repeat(long)}`,
      `{"text":"${'\\"'.repeat(long)}`,
      '&#'.repeat(long),
      '00:'.repeat(long),
    ])
      read(text);
    expect(process.cpuUsage(started).user / 1_000).toBeLessThan(8_000);
  });
});

describe('JSON', () => {
  it('nested beyond all formats is told by that alone, wherever it is deep', () => {
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    for (const text of [`{"turns":${deep}}`, `{"a":${deep}}`, deep, `{"Result":{"Sentences":${deep}}}`]) {
      const { value, problems } = read(text, {}, 'a.json');
      expect(value).toEqual([]);
      expect(problems.map((p) => p.code)).toEqual(['NESTED_TOO_DEEP']);
    }
  });

  it('whose list of speech is null was silence', () => {
    const { problems } = read('{"Result": {"Sentences": null}}', {}, 'a.json');
    expect(problems).toMatchObject([
      { code: 'NO_TURNS', args: { format: 'aliyun-filetrans', expected: 'Result.Sentences' } },
    ]);
  });

  it('names the first of the segments without a channel, where the others have one', () => {
    const sentences = [
      { Text: '您好', BeginTime: 0, ChannelId: 0 },
      { Text: '你好', BeginTime: 900 },
      { Text: '在', BeginTime: 1800, ChannelId: null },
    ];
    const { value, problems } = read(JSON.stringify({ Result: { Sentences: sentences } }), {}, 'a.json');
    expect(value[0]!.turns.map((t) => t.speaker)).toEqual(['0', '?', '?']);
    expect(problems).toMatchObject([
      { code: 'WITHOUT_SPEAKER', severity: 'warning', args: { where: 'Result.Sentences[1]', count: 2 } },
    ]);
    const nobody = sentences.map(({ Text, BeginTime }) => ({ Text, BeginTime }));
    expect(read(JSON.stringify({ Result: { Sentences: nobody } }), {}, 'a.json').problems).toEqual([]);
  });

  it('is told in the words of the language', () => {
    const { problems } = read('{"turns": []}', {}, 'a.json');
    expect(wordProblem(problems[0]!, 'zh')).toMatch(/turns 应为 至少一句话，实际是 列表/);
    expect(wordProblem(problems[0]!, 'en')).toMatch(/turns should be at least one turn, but is array/);
  });

  it('names the place where it breaks off', () => {
    const cut = read('{"turns": [\n  {"speaker": "客服", "text": "您好"},\n  {"speaker": "客户", "te', {}, 'a.json');
    expect(cut.value).toEqual([]);
    expect(cut.problems[0]).toMatchObject({ code: 'NOT_JSON', place: { file: 'a.json', line: 3, column: 21 } });
  });

  it('reads the lines around a broken one', () => {
    const good = JSON.stringify({ turns: [turn('客服', '您好'), turn('客户', '好')] });
    const result = read(`{"turns": [\n${good}\n[1]\n${good.slice(0, -3)}\n${good}`);
    expect(result.value.map((one) => one.id)).toEqual(['call-2', 'call-5']);
    expect(result.problems.map((one) => [one.code, one.place.line])).toEqual([
      ['NOT_JSON', 1],
      ['UNKNOWN_FORMAT', 3],
      ['NOT_JSON', 4],
    ]);
  });

  it.each(['[', '{"a":'])('says so when %s is nested 10,000 deep', (open) => {
    const close = open === '[' ? ']' : '}';
    expect(codes(read(`${open.repeat(10_000)}1${close.repeat(10_000)}`))).toEqual(['NESTED_TOO_DEEP']);
  });

  it('reads a known shape with something deep beside it', () => {
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    const result = read(`{"turns":[{"speaker":"客服","text":"您好"}],"raw":${deep}}`);
    expect(result.value).toHaveLength(1);
  });

  it('says what an unknown shape is like and what it lacks', () => {
    const result = read('{"Result":{"Sentencs":[{"Wrds":"您好","BeginTime":1,"EndTime":2,"ChannelId":0}]}}');
    expect(result.problems[0]).toMatchObject({ code: 'UNKNOWN_FORMAT', args: { nearest: 'aliyun-filetrans' } });
    expect(result.problems[0]!.args.missing).toBe('Sentences (Sentencs?), Text');
    expect(result.problems[0]!.args.resembles).toMatch(/^aliyun-filetrans, /);
  });

  it('counts what is wrong many times', () => {
    const turns = [turn('客服', '您好'), ...Array.from({ length: 500 }, () => null)];
    expect(codes(read(JSON.stringify({ turns })))).toEqual([...Array(20).fill('SEGMENT_SKIPPED'), 'MORE_OF_SAME']);
  });

  it('takes labels named like an object’s own', () => {
    const { value } = read('{"turns":[{"speaker":"__proto__","text":"您好"},{"speaker":"constructor","text":"好"}]}');
    expect(Object.keys(value[0]!.roles)).toEqual(['__proto__', 'constructor']);
  });

  it('reads a file that is JSON in a string', () => {
    const inner = JSON.stringify({ turns: [turn('客服', '您好')] });
    expect(read(JSON.stringify(inner)).value[0]!.turns[0]!.text).toBe('您好');
  });

  it('reads single lines for streams', () => {
    const place = { file: 'all.jsonl', line: 7 };
    expect(readJsonLine('{"turns":[{"speaker":"客服","text":"您好"}]}', place).value?.id).toBe('all-7');
    expect(
      readJsonLine('{"Result":{"Sentences":[{"Text":"您好","BeginTime":1,"ChannelId":0}]}}', place).value?.reading
        ?.format,
    ).toBe('aliyun-filetrans');
    expect(readJsonLine('{"turns"', place).problems[0]).toMatchObject({
      code: 'NOT_JSON',
      place: { line: 7, column: 9 },
    });
    expect(readJsonLine('  ', place)).toEqual({ value: null, problems: [] });
  });
});

describe('options', () => {
  it('takes roles and scripts from the user', () => {
    const result = read('老王：您好\n小李：好\n老王：再见', {
      roles: { 老王: 'agent', 别人: 'other' },
      scripts: ['greeting'],
    });
    expect(result.value[0]).toMatchObject({ roles: { 老王: 'agent', 小李: null }, scripts: ['greeting'] });
  });

  it('warns when nobody is the agent', () => {
    expect(codes(read('客户：您好\n家属：好'))).toContain('NO_AGENT');
  });

  it('takes columns by header', () => {
    const { value, problems } = read('甲,乙,丙\n坐席,您好,3\n客户,你好,5', {
      columns: { speaker: '甲', text: '乙', start: '丙' },
    });
    expect(problems).toEqual([]);
    expect(value[0]!.turns).toMatchObject([
      { speaker: '坐席', text: '您好', startSeconds: 3, line: 2 },
      { speaker: '客户', text: '你好', startSeconds: 5, line: 3 },
    ]);
  });

  it('takes columns by number where there is no header', () => {
    const { value } = read('L1;坐席;您好\nL1;客户;你好\nL2;坐席;再见', {
      columns: { call: '1', speaker: '2', text: '3' },
    });
    expect(value.map((one) => [one.id, one.turns.length])).toEqual([
      ['L1', 2],
      ['L2', 1],
    ]);
  });

  it('names the columns when one that the user named is missing', () => {
    const result = read('speaker,words\n坐席,您好', { columns: { text: 'word' } });
    expect(result.problems[0]).toMatchObject({
      code: 'NO_COLUMN',
      args: { column: 'word', columns: 'speaker, words', suggestion: 'words' },
    });
  });
});

describe('text', () => {
  it('gives each turn the line of the file', () => {
    const { value } = read('# 脚本: greeting\r\n\r\n坐席：您好\r\n请问是周先生吗\r\n客户：是');
    expect(value[0]!.turns.map((one) => one.line)).toEqual([3, 5]);
  });

  it('does not take the head of a field or a link for a speaker', () => {
    const { value } = read('坐席：您好\n地址：枫林路八号\nhttp://example.com\n客户姓名：周强\n客户：好');
    expect(value[0]!.turns.map((one) => one.speaker)).toEqual(['坐席', '客户']);
  });

  it('keeps the pause that a space stands for, and joins words that are split', () => {
    const turns = [
      { Text: '您好 请问是周先生吗', BeginTime: 0, EndTime: 2_000, ChannelId: 0 },
      { Text: '我 是 电信 的 装维', BeginTime: 3_000, EndTime: 5_000, ChannelId: 0 },
    ];
    const { value } = read(JSON.stringify({ Sentences: turns }));
    expect(value[0]!.turns.map((one) => one.text)).toEqual(['您好 请问是周先生吗', '我是电信的装维']);
    expect(value[0]!.reading!.guesses).toContainEqual({ code: 'WORDS_JOINED', args: { count: 1 } });
  });

  it('tells what the look of the text decided', () => {
    const { value } = parseTranscripts({ file: 'a.txt', text: '坐席：您好\n客户：好', encoding: 'gb18030' });
    expect(value[0]!.reading).toEqual({
      format: 'labelled-text',
      encoding: 'gb18030',
      timeUnit: null,
      guesses: [{ code: 'ENCODING', args: { encoding: 'gb18030' } }],
    });
  });

  it.each(['', ' \n\t', '\ufeff'])('says when there is nothing: %j', (text) => {
    expect(codes(read(text))).toEqual(['EMPTY_FILE']);
  });
});
