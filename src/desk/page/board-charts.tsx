import { count } from '../../report/overview-wording.ts';
import { Card, type Shown } from './board-card.tsx';
import { DEPTH, Figures, Grid, HIGH, LEFT, PLOT, round, stepFor, steps, TOP, WIDE } from './board-frame.tsx';
import { useBoardWords } from './board-words.ts';

/** How many calls have which score; a column opens its calls. */
export function Histogram({ board: { histogram, passMark }, calls }: Shown) {
  const { b, o } = useBoardWords();
  const most = Math.max(1, ...histogram);
  const step = stepFor(most);
  const top = Math.ceil(most / step) * step;
  const y = (n: number) => TOP + DEPTH * (1 - n / top);
  const width = PLOT / histogram.length;
  const bins = histogram.map((n, i) => {
    const to = i === histogram.length - 1 ? '100' : `${5 * i + 4.9}`;
    return { n, from: 5 * i, to, href: calls({ least: String(5 * i), most: to, sort: 'score' }) };
  });
  return (
    <Card title={o.distribution} note={o.distributionNote}>
      <svg class="chart" viewBox={`0 0 ${WIDE} ${HIGH}`}>
        <title>{o.distribution}</title>
        <Grid at={steps(0, top, step)} y={y} text={count} />
        {bins.map(({ n, from, to, href }, i) => (
          <a key={from} href={href} aria-label={`${from}–${to}: ${count(n)}`} tabIndex={n > 0 ? 0 : -1}>
            <rect class="touch" x={round(LEFT + i * width)} y={TOP} width={round(width)} height={DEPTH}>
              <title>{`${from}–${to}: ${count(n)}`}</title>
            </rect>
            <rect
              class={from >= passMark ? 'pass' : 'fail'}
              x={round(LEFT + i * width + 1.5)}
              y={round(y(n))}
              width={round(width - 3)}
              height={round(TOP + DEPTH - y(n))}
              rx={2}
            />
          </a>
        ))}
        <line
          class="mark"
          x1={round(LEFT + (PLOT * passMark) / 100)}
          x2={round(LEFT + (PLOT * passMark) / 100)}
          y1={TOP - 8}
          y2={TOP + DEPTH}
        />
        {steps(0, 100, 20).map((s) => (
          <text key={s} class="tick" x={round(LEFT + (PLOT * s) / 100)} y={HIGH - 4} text-anchor="middle">
            {s}
          </text>
        ))}
      </svg>
      <Figures head={[b.scores, o.calls]}>
        {bins.map(({ n, from, to, href }) => (
          <tr key={from}>
            <th scope="row">{`${from}–${to}`}</th>
            <td class="num">{n > 0 ? <a href={href}>{count(n)}</a> : 0}</td>
          </tr>
        ))}
      </Figures>
    </Card>
  );
}
