// Builds the pages into the folder given, and does nothing when they are newer than everything they are made of.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const out = resolve(process.argv[2] ?? 'dist');
const stamp = join(out, '..', '..', '..', 'pages-built');
const installed = join('node_modules', '.package-lock.json');

const changed = (path) => statSync(path).mtimeMs;
const newest = (folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((latest, entry) => Math.max(latest, changed(join(entry.parentPath, entry.name))), 0);
const sources = Math.max(newest('src'), newest('public'), ...readdirSync('.').filter((name) => statSync(name).isFile()).map(changed));

function run(command, ...args) {
  const result = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32', env: { ...process.env, AFTERHOURS_UI_OUT: out } });
  if (result.error) {
    console.error(`${command} cannot be run: install Node.js 20 or newer with npm (Debian: apt-get install nodejs npm).`);
    process.exit(1);
  }
  if (result.status !== 0) process.exit(result.status ?? 1);
}

if (existsSync(stamp) && existsSync(join(out, 'index.html')) && changed(stamp) > sources) process.exit(0);
if (!existsSync(installed) || changed(installed) < changed('package-lock.json')) run('npm', 'ci', '--no-audit', '--no-fund');
rmSync(join(out, 'assets'), { recursive: true, force: true });
run('npm', 'run', 'build');
writeFileSync(stamp, '');
