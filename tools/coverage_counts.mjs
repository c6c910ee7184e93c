// How often the tests went through each line and branch of core/, read with gcov from a build with counters.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const notes = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.gcno'))
    .map((name) => resolve(folder, name));

// Branches for exceptions are the compiler's own: nothing in core/ throws. The same line stands several times in what
// gcov says: once for each instance of a template, and for each file that includes it.
function addLine(lines, { line_number, count, branches }) {
  const line = lines.get(line_number) ?? { count: 0, branches: [] };
  line.count += count;
  branches
    .filter((branch) => !branch.throw)
    .forEach((branch, i) => (line.branches[i] = (line.branches[i] ?? 0) + branch.count));
  lines.set(line_number, line);
}

// The path of each file of core/ and in it, by line number, its count and those of its branches. An object that no test
// program has run counts as well, with nothing.
export function countsOf(build, root = process.cwd()) {
  const files = new Map();
  for (const note of [...notes(join(build, 'core')), ...notes(join(build, 'tests'))]) {
    const text = execFileSync('gcov', ['--json-format', '--branch-counts', '--branch-probabilities', '--stdout', note], {
      maxBuffer: 1 << 30,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const said = JSON.parse(text);
    for (const file of said.files) {
      const name = relative(root, resolve(said.current_working_directory, file.file));
      if (!name.startsWith('core/')) continue;
      if (!files.has(name)) files.set(name, new Map());
      for (const line of file.lines) addLine(files.get(name), line);
    }
  }
  return files;
}
