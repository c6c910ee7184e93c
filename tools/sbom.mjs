// What tools/sbom writes. CycloneDX 1.5: https://cyclonedx.org/docs/1.5/json/
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const text = (file) => readFileSync(file, 'utf8');
const SHIPPED = 'In what residents load, or in the backend';

// The rows of THIRD_PARTY.md: {names, version, licence, shipped}. A row of Debian packages may name several.
export function rowsOf(page) {
  let shipped = false;
  return page.split('\n').flatMap((line) => {
    if (line.startsWith('## ')) shipped = line === `## ${SHIPPED}`;
    const cells = line.startsWith('| ') ? line.split('|').map((cell) => cell.trim()) : [];
    if (cells.length < 5 || cells[1] === 'name') return [];
    const npm = /\(npm/.test(cells[1]);
    const names = cells[1].replace(/\(.*\)/, '').split(/[ ,]+/).filter(Boolean);
    return [{ names, npm, version: cells[2], licence: cells[3], shipped }];
  });
}

function licences(licence) {
  if (licence === undefined) return [];
  if (/ (AND|OR|WITH) /.test(licence)) return [{ expression: licence.replace(/^\((.*)\)$/, '$1') }];
  return [{ license: /^[A-Za-z0-9.+-]+$/.test(licence) && /\d|^(MIT|ISC|Unlicense|Zlib|curl|PostgreSQL)$/.test(licence) ? { id: licence } : { name: licence } }];
}

// The place in the lock file from which a package at `from` takes `name`.
function placeOf(lock, from, name) {
  for (let at = from; ; at = at.replace(/\/?node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
    const place = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (lock[place] !== undefined) return place;
    if (at === '') return undefined;
  }
}

const npmUrl = (name, version) => `pkg:npm/${name.replace('@', '%40')}@${version}`;

export function npmComponents(lock) {
  const refOf = (place) => npmUrl(place.split('node_modules/').pop(), lock[place].version);
  const components = new Map();
  const dependencies = new Map();
  for (const [place, entry] of Object.entries(lock)) {
    if (place === '') continue;
    const name = place.split('node_modules/').pop();
    const [group, short] = name.startsWith('@') ? name.split('/') : [undefined, name];
    const ref = refOf(place);
    const [algorithm, digest] = /^(sha\d+)-(.+)$/.exec(entry.integrity ?? '')?.slice(1) ?? [];
    const hashes = digest === undefined ? [] : [{ alg: algorithm.replace('sha', 'SHA-'), content: Buffer.from(digest, 'base64').toString('hex') }];
    const required = entry.dev !== true && entry.devOptional !== true && entry.optional !== true;
    components.set(ref, {
      type: 'library',
      'bom-ref': ref,
      ...(group === undefined ? {} : { group }),
      name: short,
      version: entry.version,
      scope: required || components.get(ref)?.scope === 'required' ? 'required' : 'excluded',
      ...(hashes.length > 0 ? { hashes } : {}),
      licenses: licences(entry.license),
      purl: ref,
    });
    const needs = Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })
      .map((needed) => placeOf(lock, place, needed))
      .filter((found) => found !== undefined)
      .map(refOf);
    dependencies.set(ref, [...new Set([...(dependencies.get(ref) ?? []), ...needs])].sort());
  }
  return { components: [...components.values()], dependencies };
}

export function debianNames(setup) {
  return /^packages=\(\n([\s\S]*?)^\)/m.exec(setup)[1].replace(/#.*$/gm, '').split(/\s+/).filter(Boolean);
}

function debianComponent(name, version, architecture, row) {
  const purl = `pkg:deb/debian/${name}@${encodeURIComponent(version)}?arch=${architecture}&distro=debian-12`;
  // A row of several packages may have a licence for each, in their order.
  const each = row.licence.split(', ');
  const licence = each.length === row.names.length ? each[row.names.indexOf(name)] : row.licence;
  return { type: 'library', 'bom-ref': purl, name, version, scope: row.shipped ? 'required' : 'excluded', licenses: licences(licence), purl };
}

function installed(name) {
  const form = '${db:Status-Status} ${Version} ${Architecture}';
  const [status, version, architecture] = execFileSync('dpkg-query', ['-W', '-f', form, name], { encoding: 'utf8' }).split(' ');
  if (status !== 'installed') throw new Error(`Debian's ${name} is not installed: run tools/setup`);
  return [version, architecture];
}

export function makeSbom() {
  const { name, version, license } = JSON.parse(text('package.json'));
  const lock = JSON.parse(text('package-lock.json')).packages;
  const rows = rowsOf(text('THIRD_PARTY.md'));
  const rowOf = (wanted) => {
    const row = rows.find(({ npm, names }) => !npm && names.includes(wanted));
    if (row === undefined) throw new Error(`THIRD_PARTY.md does not name Debian's ${wanted}`);
    return row;
  };
  const npm = npmComponents(lock);
  const abseil = /^abseil \(([^)]+)\)/.exec(text('build/deps/abseil/debian/changelog'))[1];
  const debian = [
    ...debianNames(text('tools/setup')).map((one) => debianComponent(one, ...installed(one), rowOf(one))),
    debianComponent('abseil', abseil, 'source', rowOf('abseil')),
  ];
  const own = `pkg:npm/${name}@${version}`;
  const direct = Object.keys({ ...lock[''].dependencies, ...lock[''].devDependencies }).map((one) => npmUrl(one, lock[`node_modules/${one}`].version));
  const components = [...npm.components, ...debian].sort((a, b) => (a.purl < b.purl ? -1 : 1));
  const links = [[own, [...direct, ...debian.map(({ purl }) => purl)].sort()], ...[...npm.dependencies].sort(([a], [b]) => (a < b ? -1 : 1))];
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: { component: { type: 'application', 'bom-ref': own, name, version, licenses: licences(license), purl: own } },
    components,
    dependencies: links.map(([ref, dependsOn]) => ({ ref, dependsOn })),
  };
}

if (import.meta.filename === process.argv[1]) {
  const sbom = makeSbom();
  mkdirSync('build', { recursive: true });
  writeFileSync('build/sbom.json', JSON.stringify(sbom, null, 1) + '\n');
  const required = sbom.components.filter(({ scope }) => scope === 'required').length;
  console.log(`build/sbom.json: ${sbom.components.length} components, ${required} of them shipped`);
}
