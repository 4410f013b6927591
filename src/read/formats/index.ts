import { aliyunFiletrans } from './aliyun-filetrans.ts';
import { aliyunSca } from './aliyun-sca.ts';
import { awsCallAnalytics } from './aws-call-analytics.ts';
import { awsPca } from './aws-pca.ts';
import { awsTranscribe } from './aws-transcribe.ts';
import { azureBatch } from './azure-batch.ts';
import { azureFast } from './azure-fast.ts';
import { baiduAasr } from './baidu-aasr.ts';
import { baiduInspection } from './baidu-inspection.ts';
import { callCli } from './call-cli.ts';
import { contactLens } from './contact-lens.ts';
import { csv } from './csv.ts';
import { dashscope } from './dashscope.ts';
import { dialogueField } from './dialogue-field.ts';
import type { JsonFormat, TextFormat } from './format.ts';
import { funasr } from './funasr.ts';
import { funasrRuntime } from './funasr-runtime.ts';
import { funasrStereo } from './funasr-stereo.ts';
import { headedText, iflyrecText, tencentText, tingwuText } from './headed-text.ts';
import { huaweiCec } from './huawei-cec.ts';
import { huaweiSis } from './huawei-sis.ts';
import { iflytekIfasr } from './iflytek-ifasr.ts';
import { iflytekLfasr } from './iflytek-lfasr.ts';
import { iqcHtml } from './iqc-html.ts';
import { labelled } from './labelled.ts';
import { labelledText } from './labelled-text.ts';
import { qaExport } from './qa-export.ts';
import { segmentList } from './segment-list.ts';
import { srt } from './srt.ts';
import { tencentAsr } from './tencent-asr.ts';
import { tencentFlash } from './tencent-flash.ts';
import { tencentPlain } from './tencent-plain.ts';
import { tingwu } from './tingwu.ts';
import { volcengine } from './volcengine.ts';
import { vtt } from './vtt.ts';
import { wecomMeeting } from './wecom-meeting.ts';
import { whisper } from './whisper.ts';
import { whisperCpp } from './whisper-cpp.ts';
import { whisperx } from './whisperx.ts';

/** JSON formats, asked in this order: the project's own form first, services by their own keys, whatever else has a text and a speaker last. */
export const JSON_FORMATS: readonly JsonFormat[] = [
  labelled,
  aliyunFiletrans,
  dashscope,
  aliyunSca,
  tingwu,
  tencentAsr,
  tencentFlash,
  iflytekIfasr,
  iflytekLfasr,
  huaweiSis,
  huaweiCec,
  baiduAasr,
  baiduInspection,
  volcengine,
  wecomMeeting,
  funasr,
  funasrRuntime,
  funasrStereo,
  whisperCpp,
  whisperx,
  whisper,
  azureBatch,
  azureFast,
  awsTranscribe,
  contactLens,
  awsCallAnalytics,
  awsPca,
  dialogueField,
  segmentList,
];

/** Text formats, asked in this order: those with marks of their own first, any labelled text last. */
export const TEXT_FORMATS: readonly TextFormat[] = [
  vtt,
  srt,
  tencentPlain,
  iqcHtml,
  qaExport,
  csv,
  callCli,
  tencentText,
  tingwuText,
  iflyrecText,
  headedText,
  labelledText,
];

/** Every format's id and names, for lists and messages. */
export const FORMATS: readonly Pick<JsonFormat, 'id' | 'title'>[] = [...JSON_FORMATS, ...TEXT_FORMATS];
