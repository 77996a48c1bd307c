/** A bar: what it shows, its length and the text beside it. */
export interface Bar {
  readonly title: string;
  readonly value: number;
  /** Shown beside the value: its range. */
  readonly note?: string;
}

/** Bars with a common scale. */
export interface Chart {
  readonly title: string;
  readonly bars: readonly Bar[];
}

const WIDTH = 900;
const LABELS = 370;
const LONGEST = 380;
const ROW = 22;
const HEAD = 40;
const MARGIN = 10;

/** Readable on white and on black, without a script: a viewer's preference chooses the colours. */
const STYLE = `
    text { font: 13px system-ui, sans-serif; fill: #1f2328; }
    .head { font-weight: 600; } .note { fill: #59636e; } .bar { fill: #0969da; } .one { stroke: #59636e; stroke-dasharray: 3 3; }
    @media (prefers-color-scheme: dark) { text { fill: #f0f6fc; } .note { fill: #9198a1; } .bar { fill: #4493f8; } .one { stroke: #9198a1; } }
  `;

/** An SVG of charts, one below another; each has a line at 1, where a ratio means equal. */
export function drawCharts(charts: readonly Chart[]): string {
  let top = 0;
  const groups = charts.map((chart) => {
    const drawn = drawChart(chart, top);
    top += HEAD + chart.bars.length * ROW + MARGIN;
    return drawn;
  });
  const size = `viewBox="0 0 ${WIDTH} ${top}" width="${WIDTH}" height="${top}"`;
  const label = escapeXml(charts.map(({ title }) => title).join('; '));
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="${label}">
  <style>${STYLE}</style>
${groups.join('\n')}
</svg>
`;
}

function drawChart({ title, bars }: Chart, top: number): string {
  const scale = LONGEST / Math.max(1, ...bars.map(({ value }) => value));
  const at = LABELS + scale;
  const [first, last] = [top + HEAD - 8, top + HEAD + bars.length * ROW - 4];
  const rows = bars.map(({ title: name, value, note }, index) => {
    const y = top + HEAD + index * ROW;
    const range = note === undefined ? '' : ` <tspan class="note">${escapeXml(note)}</tspan>`;
    const beside = LABELS + value * scale + 6;
    return `  <text x="${LABELS - 8}" y="${y + 12}" text-anchor="end">${escapeXml(name)}</text>
  <rect class="bar" x="${LABELS}" y="${y}" width="${(value * scale).toFixed(1)}" height="15" rx="2"/>
  <text x="${beside.toFixed(1)}" y="${y + 12}">${value.toFixed(2)}${range}</text>`;
  });
  return `  <text class="head" x="${MARGIN}" y="${top + 22}">${escapeXml(title)}</text>
  <line class="one" x1="${at.toFixed(1)}" x2="${at.toFixed(1)}" y1="${first}" y2="${last}"/>
${rows.join('\n')}`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
