// Fails the build when the first page grows past its budget: 60 kB of script and 12 kB of style, gzip.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const out = process.env.AFTERHOURS_UI_OUT ?? 'dist';
const html = readFileSync(join(out, 'index.html'), 'utf8');
const limits = { js: 60_000, css: 12_000 };
const initial = { js: 0, css: 0 };
for (const file of readdirSync(join(out, 'assets'))) {
  const kind = file.split('.').pop();
  const size = gzipSync(readFileSync(join(out, 'assets', file))).length;
  const first = html.includes(file);
  if (first && kind in initial) initial[kind] += size;
  console.log(`${file.padEnd(28)} ${String(size).padStart(7)} B gzip${first ? '' : ' (loaded when needed)'}`);
}
for (const [kind, limit] of Object.entries(limits)) {
  console.log(`initial ${kind}: ${initial[kind]} of ${limit} B`);
  if (initial[kind] > limit) {
    console.error(`The first page's ${kind} is over its budget.`);
    process.exitCode = 1;
  }
}
