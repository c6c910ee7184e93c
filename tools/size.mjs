// Reads the WebAssembly module with names and says which part its functions belong to. See tools/size.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';

const shipped = readFileSync('build/wasm/bin/core.wasm');
const named = readFileSync('build/wasm/bin/core-named.wasm');

// A reader of the binary format. Source: WebAssembly Core Specification 1.0, "Binary Format", and its name section.
function reader(bytes, start = 0) {
  let at = start;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  const skip = (count) => (at += count);
  const text = () => {
    const length = number();
    return bytes.toString('utf8', at, skip(length));
  };
  return { number, text, skip, byte: () => bytes[at++], place: () => at };
}

function sectionsOf(bytes) {
  const sections = [];
  for (let at = 8; at < bytes.length;) {
    const in_ = reader(bytes, at);
    const id = in_.byte();
    const size = in_.number();
    sections.push({ id, start: in_.place(), size });
    at = in_.place() + size;
  }
  return sections;
}

function importedFunctions(bytes, section) {
  const in_ = reader(bytes, section.start);
  let functions = 0;
  for (let count = in_.number(); count > 0; --count) {
    in_.text();
    in_.text();
    const kind = in_.byte();
    if (kind === 0) ++functions;
    if (kind === 0) in_.number();
    else throw new Error('an import that is no function');
  }
  return functions;
}

function functionSizes(bytes, section) {
  const in_ = reader(bytes, section.start);
  return Array.from({ length: in_.number() }, () => {
    const size = in_.number();
    in_.skip(size);
    return size;
  });
}

function functionNames(bytes, sections) {
  for (const section of sections.filter(({ id }) => id === 0)) {
    const in_ = reader(bytes, section.start);
    if (in_.text() !== 'name') continue;
    while (in_.place() < section.start + section.size) {
      const kind = in_.byte();
      const size = in_.number();
      if (kind !== 1) {
        in_.skip(size);
        continue;
      }
      const names = new Map();
      for (let count = in_.number(); count > 0; --count) names.set(in_.number(), in_.text());
      return names;
    }
  }
  throw new Error('core-named.wasm has no names');
}

// Which folder defines a symbol, as the archives of core/ say.
function foldersOfSymbols() {
  const folders = new Map();
  for (const folder of readdirSync('core')) {
    const listing = execFileSync('llvm-nm', ['--defined-only', '--demangle', '--no-sort', '--quiet',
      `build/wasm/core/${folder}/libeteinen_${folder}.a`], { encoding: 'utf8', maxBuffer: 1 << 28 });
    for (const line of listing.split('\n')) {
      const symbol = line.match(/^[-0-9a-f ]+ ([TtWV]) (.*)$/);
      if (symbol && !folders.has(symbol[2])) folders.set(symbol[2], `core/${folder}`);
    }
  }
  return folders;
}

const folders = foldersOfSymbols();
const spaces = new Set(readdirSync('core'));
function partOf(name) {
  const plain = name.replace(/\.llvm\.\d+$/, '').replace(/\.\d+$/, '');
  if (/^absl::/.test(plain)) return 'abseil';
  // What the C++ library makes for our types belongs to it: a vector of items is a vector.
  if (/^(std::|void std::|bool std::|operator new|operator delete|__cxa|__cxx|vtable|typeinfo)/.test(plain)) return 'libc++';
  if (folders.has(plain) && plain.includes('eteinen')) return folders.get(plain);
  const space = plain.match(/eteinen::(\w+)::/)?.[1];
  if (space && spaces.has(space)) return `core/${space}`;
  if (plain.includes('eteinen::')) return 'core (lambdas and others)';
  if (/std::__2::/.test(plain)) return 'libc++';
  return 'libc and compiler';
}

const sections = sectionsOf(named);
const find = (id) => sections.find((section) => section.id === id);
const imported = find(2) ? importedFunctions(named, find(2)) : 0;
const names = functionNames(named, sections);
const functions = functionSizes(named, find(10)).map((size, i) => {
  const name = names.get(i + imported) ?? '(no name)';
  return { size, name, part: partOf(name) };
});
const parts = new Map();
for (const { size, part } of functions) {
  const sum = parts.get(part) ?? { size: 0, count: 0 };
  parts.set(part, { size: sum.size + size, count: sum.count + 1 });
}
const code = functions.reduce((sum, { size }) => sum + size, 0);
const kilobytes = (bytes) => (bytes / 1000).toFixed(1).padStart(8);
console.log(`${'part'.padEnd(28)}      KB  functions`);
for (const [part, { size, count }] of [...parts].sort((a, b) => b[1].size - a[1].size)) {
  console.log(`${part.padEnd(28)}${kilobytes(size)}  ${String(count).padStart(9)}`);
}
console.log(`${'texts and tables'.padEnd(28)}${kilobytes(find(11).size)}`);
console.log(`${'the module\'s own lists'.padEnd(28)}${kilobytes(shipped.length - code - find(11).size)}`);
const squeezed = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11,
  [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;
console.log();
// The whole, and what pages load of it before and after the first screen.
for (const file of ['core', 'core-first', 'core-rest']) {
  const bytes = readFileSync(`build/wasm/bin/${file}.wasm`);
  console.log(`${file}.wasm: ${bytes.length} bytes, ${squeezed(bytes)} with brotli -11`);
}
for (const wanted of process.argv.slice(2)) {
  console.log(`\nthe largest of ${wanted}`);
  for (const { size, name } of functions.filter(({ part }) => part === wanted).sort((a, b) => b.size - a.size).slice(0, 25)) {
    console.log(`${kilobytes(size)}  ${name.slice(0, 150)}`);
  }
}
