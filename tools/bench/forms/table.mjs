// The results as text: for each size a table, with each figure of a peer also as so many times ours on one page.
const digits = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));
const milliseconds = ({ median, low, high }) => `${digits(median)} ms (${digits(low)}–${digits(high)})`;
const kilobytes = (bytes) => `${Math.round(bytes / 1024)} KB`;
const megabytes = (bytes) => `${digits(bytes / 2 ** 20)} MB`;

const COLUMNS = [
  { head: 'transferred', of: (one) => one.bytes, show: (one) => kilobytes(one.bytes) },
  { head: 'first question', of: (one) => one.usable.median, show: (one) => milliseconds(one.usable) },
  {
    head: 'processor for it',
    of: (one) => one.usableProcessor.median,
    show: (one) => `${digits(one.usableProcessor.median)} ms`,
  },
  { head: 'an answer, settled', of: (one) => one.settled.median, show: (one) => milliseconds(one.settled) },
  { head: 'processor for it', of: (one) => one.processor, show: (one) => `${digits(one.processor)} ms` },
  { head: 'last change of it', of: (one) => one.change.median, show: (one) => milliseconds(one.change) },
  { head: 'memory', of: (one) => one.memory.sum, show: (one) => megabytes(one.memory.sum) },
];

function rowOf(one, base) {
  if (one.failed !== undefined) return [one.name, one.package, `failed: ${one.failed}`];
  const cells = COLUMNS.map(({ of, show }) => {
    const ratio = one === base || base?.settled === undefined ? '' : ` ×${digits(of(one) / of(base))}`;
    return `${show(one)}${ratio}`;
  });
  return [one.name, one.package, ...cells];
}

export function table(results) {
  return results
    .map(({ size, expressions, conditions, contestants }) => {
      const base = contestants.find(({ name }) => name === 'ours, all on one page');
      const rows = [['', '', ...COLUMNS.map(({ head }) => head)], ...contestants.map((one) => rowOf(one, base))];
      const widths = rows[0].map((_, i) => Math.max(...rows.filter((row) => row.length === rows[0].length).map((row) => row[i].length)));
      const lines = rows.map((row) => row.map((cell, i) => cell.padEnd(widths[i])).join('  ').trimEnd());
      return `${size} items, ${expressions} calculated, ${conditions} conditions; median (lowest–highest), × ours on one page\n\n${lines.join('\n')}`;
    })
    .join('\n\n');
}
