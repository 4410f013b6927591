import type { Said } from '../calibration-figures.ts';
import type { DisagreementView, FiguresView } from '../calibration-view.ts';
import { AgreementCells, AgreementHeads, FEW, Scroll } from './agreement-cells.tsx';
import * as api from './calibration-api.ts';
import { SheetBox } from './calibration-sheet.tsx';
import { useCalibrationWords } from './calibration-words.ts';
import { useMe } from './me.ts';
import { NotThere } from './not-there.tsx';
import { moment, points, useWords } from './page-lang.ts';
import { addressOf, pageAddress } from './route.ts';
import { useLoaded } from './use-loaded.ts';

/** Agreement of a set: all together, by element and phrase, and the verdicts that differ. */
export function CalibrationPage({ id }: { readonly id: number }) {
  const { w: words, lang } = useWords();
  const w = useCalibrationWords();
  const { may } = useMe();
  const { value, state, load } = useLoaded(() => api.figures(id), [id]);
  if (!value)
    return (
      <main>
        <NotThere
          state={state}
          none={words.noSuchPage}
          onRetry={load}
          back={{ to: pageAddress('/calibrations'), text: `← ${w.title}` }}
        />
      </main>
    );
  return (
    <main class="calibration">
      <p>
        <a href={pageAddress('/calibrations')}>← {w.title}</a>
      </p>
      <h2>{value.name}</h2>
      <p class="note">
        {w.calls(value.calls)} · {w.made} {moment(value.at, lang)}
        {value.seed !== null && ` · ${w.drawn(value.seed)}`} ·{' '}
        {value.raters.map((r) => w.progress(r.name, r.judged, value.calls, r.done)).join(lang === 'zh' ? '、' : ', ')}
      </p>
      {may('see-calibration') && <SheetBox id={id} onDone={load} />}
      {value.disagreed > 0 && (
        <p class="actions">
          <button type="button" onClick={() => document.getElementById('disagreements')?.scrollIntoView()}>
            {w.disagreements(value.disagreements.length, value.disagreed)} ↓
          </button>
        </p>
      )}
      <Items of={value} />
      <p class="note">
        {w.intervals} {w.grey(FEW)}
      </p>
      <Disagreements of={value} />
    </main>
  );
}

function Items({ of }: { readonly of: FiguresView }) {
  const { say } = useWords();
  const w = useCalibrationWords();
  return (
    <Scroll label={w.figures}>
      <table class="agreement">
        <thead>
          <tr>
            <th scope="col">{w.item}</th>
            <AgreementHeads />
          </tr>
        </thead>
        <tbody>
          {(['elements', 'phrases'] as const).map((part) => (
            <tr key={part} class="whole">
              <th scope="row">{part === 'elements' ? w.allElements : w.allPhrases}</th>
              <AgreementCells of={of[part]} />
            </tr>
          ))}
          {of.items.map((item) => (
            <tr key={item.rule}>
              <th scope="row">
                {item.rule.startsWith('phrase:') && <span class="no">{item.rule.slice('phrase:'.length)} </span>}
                {say(item.title)}
              </th>
              <AgreementCells of={item} />
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Disagreements({ of }: { readonly of: FiguresView }) {
  const w = useCalibrationWords();
  const { disagreements, disagreed, raters } = of;
  if (raters.every((r) => r.judged === 0)) return <p class="empty">{w.noneJudged}</p>;
  if (disagreed === 0) return <p class="empty">{w.noDisagreements}</p>;
  return (
    <section class="disagreements" id="disagreements">
      <h3>{w.disagreements(disagreements.length, disagreed)}</h3>
      <ol>
        {disagreements.map((d) => (
          <One key={`${d.no} ${d.rule}`} of={d} />
        ))}
      </ol>
    </section>
  );
}

function One({ of: d }: { readonly of: DisagreementView }) {
  const { w: words, say, lang } = useWords();
  const w = useCalibrationWords();
  const text = (said: Said) => {
    if (said === null) return w.open;
    return said === 'hit' || said === 'excused' ? w.said[said] : words.ruling[said];
  };
  const turns = (of: readonly (number | null)[]) =>
    of.flatMap((t) => (t === null ? [] : [t + 1])).join(lang === 'zh' ? '、' : ', ');
  return (
    <li>
      <b class="num">{w.points(points(d.effect))}</b>
      <span>
        {say(d.title)} · <a href={addressOf(d.no, new URLSearchParams('sort=no'))}>{d.call}</a>
      </span>
      <span class="said">
        <span class={`chip ${d.huashu ?? ''}`}>
          {words.automatic}: {text(d.huashu)}
        </span>
        {d.people.map((p) => (
          <span key={p.name} class={`chip ${p.said ?? ''}`}>
            {p.name}: {text(p.said)}
            {turns(p.turns) && ` ${w.at(turns(p.turns))}`}
          </span>
        ))}
      </span>
    </li>
  );
}
