import type { CallView } from '../view.ts';
import { points, useWords } from './page-lang.ts';

/** What a sum is drawn from: of a call, or of a round of practice. */
interface Summed extends Pick<CallView, 'sum' | 'automatic' | 'current' | 'knockedOutBy' | 'improvements'> {
  readonly findings: readonly Pick<CallView['findings'][number], 'target' | 'title'>[];
}

/** The score, line by line, and what would raise it. */
export function SumSection({ call }: { readonly call: Summed }) {
  const { w, say, report } = useWords();
  const { sum, automatic, current, findings } = call;
  if (sum.percent === null && sum.lines.length === 0) return null;
  const titleOf = (target: string) => {
    const found = findings.find((f) => f.target === target);
    return found ? say(found.title) : target;
  };
  const elements = sum.lines.filter((l) => l.kind === 'element');
  const phrases = sum.lines.filter((l) => l.kind === 'violation');
  return (
    <section class="sum">
      <h2>{w.sum}</h2>
      <table>
        <tbody>
          {elements.map((l) => (
            <tr key={l.id} class={l.outcome}>
              <td>{titleOf(`element:${l.id}`)}</td>
              <td>{w.ruling[l.outcome]}</td>
              <td class="num">
                {points(l.earned)} / {points(l.of)}
              </td>
            </tr>
          ))}
          {sum.share !== null && (
            <tr class="part">
              <th colSpan={2}>{w.sumOf}</th>
              <td class="num">{w.share(sum.earned, sum.possible, sum.share)}</td>
            </tr>
          )}
          {phrases.map((l) => (
            <tr key={l.index} class="hit">
              <td>
                {l.phrase} {titleOf(`violation:${l.index}`)}
              </td>
              <td>{w.ruling.hit}</td>
              <td class="num">−{points(l.taken)}</td>
            </tr>
          ))}
          {phrases.length > 0 && (
            <tr class="part">
              <th colSpan={2}>
                {w.taken}
                {w.mostTaken(sum.maxDeduction)}
              </th>
              <td class="num">−{points(sum.deducted)}</td>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <th colSpan={2}>
              {w.total} <small>{w.pass(sum.passMark)}</small>
              {current.percent !== automatic.percent && <small> · {w.wasAutomatic(points(automatic.percent))}</small>}
            </th>
            <td class="num">{points(current.percent)}</td>
          </tr>
        </tfoot>
      </table>
      {call.knockedOutBy.length > 0 && (
        <p class="knocked">
          {report.knockedOut}: {call.knockedOutBy.map(say).join(', ')}
        </p>
      )}
      {call.improvements.length > 0 && (
        <>
          <h3>{w.improve}</h3>
          <ul class="gains">
            {call.improvements.map((i) => (
              <li key={i.title.zh}>
                <b>+{points(i.gain)}</b> {say(i.title)}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
