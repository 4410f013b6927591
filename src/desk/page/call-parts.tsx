import type { ComponentChildren, JSX } from 'preact';
import type { CallView, FindingView } from '../view.ts';
import { points, useWords } from './page-lang.ts';

interface FindingsProps {
  readonly findings: readonly FindingView[];
  /** How many are folded away. */
  readonly hidden: number;
  readonly onUnfold: () => void;
  readonly one: (f: FindingView) => JSX.Element;
}

/** Findings by kind, those of each script together. */
export function Findings({ findings, hidden, onUnfold, one }: FindingsProps) {
  const { w, say, report } = useWords();
  if (findings.length + hidden === 0) return <p class="empty">{w.noFindings}</p>;
  const violations = findings.filter((f) => f.kind === 'violation');
  const slots = findings.filter((f) => f.kind === 'slot');
  const elements = findings.filter((f) => f.kind === 'element');
  const scripts = [...new Set(elements.map((e) => say(e.script)))];
  return (
    <>
      <h2>{report.phrases}</h2>
      {violations.length === 0 ? <p class="note">{report.noViolations}</p> : violations.map(one)}
      {scripts.map((script) => (
        <div key={script}>
          <h2>{script}</h2>
          {elements.filter((e) => say(e.script) === script).map(one)}
        </div>
      ))}
      {slots.length > 0 && <h2>{report.slots}</h2>}
      {slots.map(one)}
      {hidden > 0 && (
        <button type="button" class="more" onClick={onUnfold}>
          {w.notApplicable(hidden)}
        </button>
      )}
    </>
  );
}

interface HeadProps {
  readonly call: CallView;
  readonly onBack: () => void;
  readonly onNext: () => void;
  /** `null`: not for this reader. */
  readonly onClose: (() => void) | null;
  readonly onHelp: () => void;
  /** What else can be done with the call. */
  readonly children: ComponentChildren;
}

/** What call it is, its score by now, and where to go from here. */
export function Head({ call, onBack, onNext, onClose, onHelp, children }: HeadProps) {
  const { w, say, report } = useWords();
  const { head, current, automatic } = call;
  const result = current.passed === null ? report.notScored : current.passed ? report.passed : report.failed;
  const about = [head.name || head.agent, head.team, head.day, call.scripts.map(say).join(' + ')].filter(Boolean);
  return (
    <div class="head">
      <div class={`mark ${current.passed === null ? '' : current.passed ? 'pass' : 'fail'}`}>
        <b>{points(current.percent)}</b>
        <span>{result}</span>
        {current.percent !== automatic.percent && <small>{w.wasAutomatic(points(automatic.percent))}</small>}
      </div>
      <div class="title">
        <h2>{head.call}</h2>
        <p>{about.join(' · ')}</p>
        <p class="source">{head.source}</p>
        {call.remarks.map((remark) => (
          <p key={remark.zh} class="remark">
            {say(remark)}
          </p>
        ))}
      </div>
      <div class="actions">
        <button type="button" onClick={onBack}>
          {w.back} <kbd>B</kbd>
        </button>
        {head.status === 'closed' ? (
          <span class="chip closed">{w.closed}</span>
        ) : (
          onClose && (
            <button type="button" class="main" onClick={onClose}>
              {w.close} <kbd>D</kbd>
            </button>
          )
        )}
        <button type="button" onClick={onNext}>
          {w.next} <kbd>N</kbd>
        </button>
        <button type="button" onClick={onHelp}>
          {w.keys} <kbd>?</kbd>
        </button>
        {children}
      </div>
    </div>
  );
}
