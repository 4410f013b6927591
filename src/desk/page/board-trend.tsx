import type { Estimate } from '../../report/interval.ts';
import { count, percent, points } from '../../report/overview-wording.ts';
import type { DayView } from '../board-view.ts';
import { Card, type Shown } from './board-card.tsx';
import { DEPTH, Figures, Grid, HIGH, LEFT, PLOT, round, steps, TOP, WIDE } from './board-frame.tsx';
import { useBoardWords } from './board-words.ts';

/** Room for the shares of the bars, right of the picture: inside it, the line may stand anywhere. */
const SHARES = 50;
const ACROSS = PLOT - SHARES;
/** The tallest bar takes so much of the depth. */
const HITS_DEPTH = 0.42;
/** A share as it stands at an axis: there is no room for more. */
const axisPercent = (share: number): string =>
  share === 0 || share >= 0.1 ? `${Math.round(share * 100)}%` : percent(share);

/** Most points of a trend; more days are put together. */
const MOST_POINTS = 62;

interface Point {
  readonly from: string;
  readonly to: string;
  readonly calls: number;
  readonly score: Estimate | null;
  readonly withHits: number;
}

/** Days as they are, or equal runs of days where there are many: a run's mean is that of its calls, its interval as wide as they allow. */
function pointsOf(days: readonly DayView[]): Point[] {
  const run = Math.max(1, Math.ceil(days.length / MOST_POINTS));
  return Array.from({ length: Math.ceil(days.length / run) }, (_, i): Point => {
    const some = days.slice(i * run, (i + 1) * run);
    const calls = some.reduce((n, d) => n + d.calls, 0);
    const mean = (of: (d: DayView) => number | null) =>
      some.reduce((n, d) => n + (of(d) ?? 0) * d.calls, 0) /
      Math.max(
        1,
        some.reduce((n, d) => n + (of(d) === null ? 0 : d.calls), 0),
      );
    const value = mean((d) => d.score?.value ?? null);
    // Of independent means: their intervals shrink with the number of calls together.
    const reach = mean((d) => (d.score ? (d.score.high - d.score.low) / 2 : null)) / Math.sqrt(some.length);
    return {
      from: some[0]!.day,
      to: some.at(-1)!.day,
      calls,
      score: some.some((d) => d.score)
        ? { value, low: Math.max(0, value - reach), high: Math.min(100, value + reach) }
        : null,
      withHits: mean((d) => d.withHits.value),
    };
  });
}

const label = ({ from, to }: Point): string => (from === to ? from : `${from} – ${to}`);

/** Mean score and share of calls with phrases, day by day; a day opens its calls. */
export function Trend({ board: { days, undated }, calls }: Shown) {
  const { b, o } = useBoardWords();
  const at = pointsOf(days);
  const toCalls = (p: Point) => calls({ from: p.from, to: p.to });
  return (
    <Card title={o.trend} note={at.length > 0 ? o.trendNote : o.noDates}>
      {at.some((p) => p.score) && <TrendPicture at={at} toCalls={toCalls} name={o.trend} />}
      {undated > 0 && at.length > 0 && <p class="hint">{o.undated(count(undated))}</p>}
      {at.length > 0 && (
        <Figures head={[o.date, o.calls, o.meanScore, b.interval, o.withHits]}>
          {at.map((p) => (
            <tr key={p.from}>
              <th scope="row">{label(p)}</th>
              <td class="num">
                <a href={toCalls(p)}>{count(p.calls)}</a>
              </td>
              <td class="num">{p.score ? points(p.score.value) : '–'}</td>
              <td class="num">{p.score ? `${points(p.score.low)}–${points(p.score.high)}` : '–'}</td>
              <td class="num">{percent(p.withHits)}</td>
            </tr>
          ))}
        </Figures>
      )}
    </Card>
  );
}

function TrendPicture({
  at,
  toCalls,
  name,
}: {
  readonly at: readonly Point[];
  readonly toCalls: (p: Point) => string;
  readonly name: string;
}) {
  const drawn = at.flatMap((p, i) => (p.score ? [{ ...p, score: p.score, i }] : []));
  const low = Math.max(0, Math.floor((Math.min(...drawn.map((p) => p.score.low)) - 2) / 10) * 10);
  const high = Math.min(100, Math.ceil((Math.max(...drawn.map((p) => p.score.high)) + 2) / 10) * 10);
  const x = (i: number) => round(LEFT + (at.length === 1 ? ACROSS / 2 : (ACROSS * (i + 0.5)) / at.length));
  const y = (n: number) => round(TOP + DEPTH * (1 - (n - low) / Math.max(1, high - low)));
  const mostHits = Math.max(0.01, ...at.map((p) => p.withHits));
  const wide = ACROSS / at.length;
  const bar = Math.min(26, wide * 0.62);
  const line = drawn.map((p, k) => `${k === 0 ? 'M' : 'L'}${x(p.i)} ${y(p.score.value)}`).join('');
  const upper = drawn.map((p) => `${x(p.i)} ${y(p.score.high)}`).join('L');
  const lower = [...drawn].reverse().map((p) => `${x(p.i)} ${y(p.score.low)}`);
  const every = Math.max(1, Math.ceil(at.length / 7));
  return (
    <svg class="chart" viewBox={`0 0 ${WIDE} ${HIGH}`}>
      <title>{name}</title>
      <Grid at={steps(low, high, high - low > 40 ? 20 : 10)} y={y} text={String} plot={ACROSS} />
      {drawn.length > 1 && <path class="band" d={`M${upper}L${lower.join('L')}Z`} />}
      {at.map((p, i) => {
        const tall = (DEPTH * HITS_DEPTH * p.withHits) / mostHits;
        return (
          <rect
            key={p.from}
            class="hits"
            x={round(x(i) - bar / 2)}
            y={round(TOP + DEPTH - tall)}
            width={round(bar)}
            height={round(tall)}
            rx={1.5}
          />
        );
      })}
      {at.some((p) => p.withHits > 0) &&
        [0, mostHits].map((share) => (
          <text
            key={share}
            class="tick hitlabel"
            x={LEFT + ACROSS + 6}
            y={round(TOP + DEPTH * (1 - (HITS_DEPTH * share) / mostHits) + 4)}
          >
            {axisPercent(share)}
          </text>
        ))}
      <path class="line" d={line} />
      {drawn.map((p) => {
        const tip = `${label(p)} · ${points(p.score.value)} (${points(p.score.low)}–${points(p.score.high)}) · ${count(p.calls)} · ${percent(p.withHits)}`;
        return (
          <a key={p.from} href={toCalls(p)} aria-label={tip}>
            <rect class="touch" x={round(x(p.i) - wide / 2)} y={TOP} width={round(wide)} height={DEPTH}>
              <title>{tip}</title>
            </rect>
            <circle class="dot" cx={x(p.i)} cy={y(p.score.value)} r={at.length > 40 ? 2 : 3} />
          </a>
        );
      })}
      {at.map((p, i) =>
        i % every === 0 ? (
          <text key={p.from} class="tick" x={x(i)} y={HIGH - 4} text-anchor="middle">
            {p.from.slice(5)}
          </text>
        ) : null,
      )}
    </svg>
  );
}
