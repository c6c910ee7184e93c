// The arrows between the folders of core/: a folder may include only those above it in the list of CMakeLists.txt,
// and its library must link what it includes. Also: what no file of core/ may include at all.
import fs from 'node:fs';
import path from 'node:path';

const problems = [];
const project = fs.readFileSync('CMakeLists.txt', 'utf8');
const order = [...project.matchAll(/^add_subdirectory\(core\/(\w+)\)/gm)].map((match) => match[1]);

// The core has no I/O, no clock and no stream, and must compile with LLVM 13's library.
const forbidden = new Set([
  'cstdio', 'ctime', 'filesystem', 'format', 'fstream', 'future', 'iostream', 'istream', 'locale', 'mutex', 'ostream',
  'random', 'regex', 'source_location', 'sstream', 'thread', 'time.h', 'unistd.h',
]);
const clocks = /\b(?:system|steady|high_resolution)_clock\b/;

function filesUnder(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(name) : [name];
  });
}

for (const file of filesUnder('core').filter((name) => /\.(h|cc|inc)$/.test(name))) {
  const layer = file.split(path.sep)[1];
  const rank = order.indexOf(layer);
  if (rank < 0) problems.push(`${file}: core/${layer} is no layer of CMakeLists.txt`);
  const source = fs.readFileSync(file, 'utf8');
  if (clocks.test(source)) problems.push(`${file}: reads a clock`);
  for (const [, open, name] of source.matchAll(/^\s*#\s*include\s*(["<])([^">]+)[">]/gm)) {
    if (open === '"') {
      const [top, target] = name.split('/');
      if (top === 'absl') continue;
      if (top !== 'core') problems.push(`${file}: includes ${name}, which is not in core/`);
      else if (order.indexOf(target) > rank) problems.push(`${file}: includes ${name}, a layer above its own`);
    } else if (forbidden.has(name)) {
      problems.push(`${file}: includes <${name}>, which core/ does without`);
    } else if (name.includes('/')) {
      problems.push(`${file}: includes <${name}>`);
    }
  }
}

for (const layer of order) {
  const cmake = fs.readFileSync(`core/${layer}/CMakeLists.txt`, 'utf8');
  for (const [, target] of cmake.matchAll(/\beteinen_(\w+)/g)) {
    if (order.includes(target) && order.indexOf(target) > order.indexOf(layer)) {
      problems.push(`core/${layer}/CMakeLists.txt: links eteinen_${target}, a layer above its own`);
    }
  }
}

for (const problem of problems) console.error(problem);
console.log(`${order.length} layers, ${problems.length} problems`);
process.exit(problems.length > 0 ? 1 : 0);
