import type { Problem } from '../../model/problem.ts';
import type { Transcript } from '../../model/transcript.ts';
import { Faults } from '../faults.ts';
import { at, eachObject, listOf, nameOf, pick, secondsOfMs } from '../fields.ts';
import { metaOf } from '../meta.ts';
import { type Segment, transcriptFrom } from '../segments.ts';
import type { JsonFormat } from './format.ts';

/** The page calls `tasks_info` an object, its samples a list. */
const tasksOf = (data: unknown): readonly unknown[] => {
  const tasks = pick(data, 'tasks_info');
  return listOf(tasks) ?? (tasks === undefined ? [] : [tasks]);
};

/** 百度音频文件转写: `tasks_info[].task_result.detailed_result[].res`, a text or a list of candidates. cloud.baidu.com/doc/qianfan-api/s/tm84h4sot. */
export const baiduAasr: JsonFormat = {
  id: 'baidu-aasr',
  title: { zh: '百度 音频文件转写', en: 'Baidu audio file transcription' },
  keys: ['tasks_info', 'task_status', 'task_result', 'detailed_result', 'res', 'begin_time', 'end_time'],
  recognise: (data) => tasksOf(data).some((task) => pick(task, 'task_result', 'task_status') !== undefined),
  read(data, context) {
    const value: Transcript[] = [];
    const problems: Problem[] = [];
    const tasks = tasksOf(data);
    tasks.forEach((task, i) => {
      const faults = new Faults(context.place);
      const segments: Segment[] = [];
      const path = `${context.where}tasks_info[${i}].task_result`;
      const result = pick(task, 'task_result');
      eachObject(pick(result, 'detailed_result'), `${path}.detailed_result`, faults, (item, where, index) => {
        const text = Array.isArray(item.res) ? item.res[0] : item.res;
        segments.push({
          where,
          index,
          text,
          speaker: pick(item, 'speaker_id', 'speaker'),
          channel: pick(item, 'channel'),
          start: item.begin_time,
          end: item.end_time,
        });
      });
      const whole = pick(result, 'result');
      if (segments.length === 0 && whole !== undefined)
        segments.push({ where: path, text: Array.isArray(whole) ? whole[0] : whole });
      const status = nameOf(pick(task, 'task_status'));
      const plan = {
        format: this.id,
        unit: null,
        likelyUnit: 'ms' as const,
        textKey: 'res',
        meta: metaOf(context.root, faults, secondsOfMs(at(result, 'audio_duration'))),
        failed: status && status !== 'Success' ? status : undefined,
      };
      const id = tasks.length > 1 ? `${context.id}-${i + 1}` : context.id;
      const read = transcriptFrom(segments, plan, { ...context, id }, faults);
      value.push(...read.value);
      problems.push(...read.problems);
    });
    return { value, problems };
  },
};
