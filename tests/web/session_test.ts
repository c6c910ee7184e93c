import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Core, CoreTrap } from '../../web/src/bridge/core';
import type { CoreEvent, EffectMessage, Reply } from '../../web/src/bridge/messages';
import { type EffectRunner, Session, type SessionParts } from '../../web/src/bridge/session';

const quiet: Reply = { v: 1, effects: [], view: null };
const screen = { rev: 1, locale: 'fi', dir: 'ltr' as const, title: '', root: { key: 'page', role: 'page' } };

// A core's first screen stands with its start, where a test does not say otherwise.
const standing = ({ type }: CoreEvent, reply: Reply): Reply =>
  type === 'start' && reply.view === null ? { ...reply, view: screen } : reply;

// A core that answers by a function of the event, and remembers what it was told.
class ScriptedCore implements Core {
  constructor(
    private readonly answer: (event: CoreEvent) => Reply,
    private readonly seen: CoreEvent[],
  ) {}
  step({ event }: { event: CoreEvent }): Reply {
    this.seen.push(event);
    return standing(event, this.answer(event));
  }
}

class WaitingEffects implements EffectRunner {
  readonly capabilities = ['http'];
  readonly asked: { effect: EffectMessage; answer: (event: CoreEvent) => void }[] = [];
  abandoned = 0;
  perform(effect: EffectMessage, answer: (event: CoreEvent) => void): void {
    this.asked.push({ effect, answer });
  }
  abandon(): void {
    this.abandoned++;
  }
}

function sessionWith(answer: (event: CoreEvent, core: number) => Reply, parts: Partial<SessionParts> = {}) {
  const seen: CoreEvent[] = [];
  const effects = new WaitingEffects();
  const problems: string[] = [];
  let cores = 0;
  let gaveUp = false;
  const session = new Session({
    makeCore: async () => {
      const number = ++cores;
      return new ScriptedCore((event) => answer(event, number), seen);
    },
    effects,
    draw: () => true,
    giveUp: () => (gaveUp = true),
    report: ({ phase, path }) => problems.push(`${phase} ${path}`),
    savedSession: async () => 'saved',
    now: () => '2026-11-24T07:00:00Z',
    uid: () => 'uid-00000001',
    entry: 'app',
    locale: 'fi',
    ...parts,
  });
  return { session, seen, effects, problems, cores: () => cores, gaveUp: () => gaveUp };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 1));
const press = (key: string): CoreEvent => ({ type: 'press', key });
const trap = (): never => {
  throw new CoreTrap('unreachable');
};

test('the first message is a start with what the shell can do and the saved session', async () => {
  const { session, seen } = sessionWith(() => quiet);
  await session.start();
  assert.deepEqual(seen, [{ type: 'start', entry: 'app', locale: 'fi', capabilities: ['http'], resume: 'saved' }]);
});

test('without a saved session there is no resume', async () => {
  const { session, seen } = sessionWith(() => quiet, { savedSession: async () => null });
  await session.start();
  assert.equal('resume' in seen[0]!, false);
});

test('an answer that comes at once waits for the queue instead of interrupting the core', async () => {
  let inside = false;
  const { session, seen, effects } = sessionWith((event) => {
    assert.equal(inside, false);
    inside = true;
    const effect = { id: 1, type: 'http' };
    inside = false;
    return event.type === 'press' ? { ...quiet, effects: [effect] } : quiet;
  });
  effects.perform = (effect, answer) => answer({ type: 'result', id: effect.id, ok: {} });
  await session.start();
  session.send(press('a'));
  session.send(press('b'));
  await settle();
  const order = seen.slice(1).map((event) => ('key' in event ? event.key : event.type));
  assert.deepEqual(order, ['a', 'b', 'result', 'result']);
});

test('after a trap a fresh core goes on from the saved session', async () => {
  const { session, seen, cores } = sessionWith((event, core) => {
    return event.type === 'press' && core === 1 ? trap() : quiet;
  });
  await session.start();
  session.send(press('a'));
  await settle();
  assert.equal(cores(), 2);
  assert.deepEqual(seen.at(-1), seen[0]);
  session.send(press('b'));
  await settle();
  assert.deepEqual(seen.at(-1), press('b'));
});

test('an answer to an effect of a dead core is dropped', async () => {
  const { session, seen, effects } = sessionWith((event, core) => {
    if (event.type === 'press' && event.key === 'break') return trap();
    return event.type === 'start' && core === 1 ? { ...quiet, effects: [{ id: 7, type: 'http' }] } : quiet;
  });
  await session.start();
  session.send(press('break'));
  await settle();
  effects.asked[0]!.answer({ type: 'result', id: 7, ok: {} });
  await settle();
  assert.equal(seen.some((event) => event.type === 'result'), false);
  assert.equal(effects.abandoned, 2);
});

test('a saved session that breaks the core is left behind', async () => {
  const { session, seen, gaveUp } = sessionWith((event) => ('resume' in event ? trap() : quiet));
  await session.start();
  assert.equal(gaveUp(), false);
  assert.deepEqual(seen.map((event) => 'resume' in event), [true, false]);
});

test('a core that breaks from the beginning ends in the static help', async () => {
  const { session, gaveUp, problems } = sessionWith(trap);
  await session.start();
  assert.equal(gaveUp(), true);
  assert.deepEqual(problems, ['trap start', 'trap start']);
});

test('a core that breaks at every answer is not made anew for ever', async () => {
  const { session, effects, cores, gaveUp } = sessionWith((event) =>
    event.type === 'start' ? { ...quiet, effects: [{ id: 1, type: 'http' }] } : trap(),
  );
  effects.perform = (effect, answer) => answer({ type: 'result', id: effect.id, ok: {} });
  await session.start();
  await settle();
  assert.equal(gaveUp(), true);
  assert.equal(cores(), 4);
});

test('a core that can not be loaded ends in the static help', async () => {
  const { session, gaveUp, problems } = sessionWith(() => quiet, { makeCore: () => Promise.reject(new Error('404')) });
  await session.start();
  assert.equal(gaveUp(), true);
  assert.deepEqual(problems, ['load ']);
});

test('a patch that can not be drawn makes the core begin anew', async () => {
  let drawable = true;
  const view = { rev: 2, patch: [] };
  const { session, cores } = sessionWith((event) => (event.type === 'press' ? { ...quiet, view } : quiet), {
    draw: (given) => drawable || 'root' in given,
  });
  await session.start();
  drawable = false;
  session.send(press('a'));
  await settle();
  assert.equal(cores(), 2);
});

// Cores of two parts: one that is not asked for whole lacks something until `arrive` is called.
function coreInParts(answer: (event: CoreEvent, complete: boolean) => Reply, parts: Partial<SessionParts> = {}) {
  const asked: boolean[] = [];
  const seen: CoreEvent[] = [];
  const waited: boolean[] = [];
  let arrive: (reason?: Error) => void = () => {};
  const made = sessionWith(() => quiet, {
    savedSession: async () => null,
    waits: (waiting) => waited.push(waiting),
    makeCore: async (whole) => {
      asked.push(whole);
      const core: Core & { complete?: (() => Promise<void>) | undefined } = {
        step: ({ event }) => (seen.push(event), standing(event, answer(event, core.complete === undefined))),
      };
      const coming = new Promise<void>((resolve, reject) => {
        arrive = (reason) => (reason === undefined ? ((core.complete = undefined), resolve()) : reject(reason));
      });
      coming.catch(() => {});
      if (!whole) core.complete = () => coming;
      return core;
    },
    ...parts,
  });
  return { ...made, seen, asked, waited, arrive: (reason?: Error) => arrive(reason) };
}

test('what the resident does waits until the core is complete, and then comes in its order', async () => {
  const { session, seen, asked, waited, arrive } = coreInParts(() => quiet);
  await session.start();
  session.send(press('a'));
  session.send(press('b'));
  await settle();
  assert.deepEqual([seen.map(({ type }) => type), waited], [['start'], [true]]);
  arrive();
  await settle();
  assert.deepEqual(seen.slice(1), [press('a'), press('b')]);
  assert.deepEqual([asked, waited], [[false], [true, false]]);
});

test('answers to the effects of the start do not wait', async () => {
  const { session, seen, effects } = coreInParts((event) => (event.type === 'start' ? { ...quiet, effects: [{ id: 1, type: 'http' }] } : quiet));
  await session.start();
  effects.asked[0]!.answer({ type: 'result', id: 1, ok: {} });
  await settle();
  assert.deepEqual(seen.map(({ type }) => type), ['start', 'result']);
});

test('what is missing is fetched when the first screen has its answers', async () => {
  let fetched = 0;
  const { session, effects } = sessionWith(() => quiet, {
    savedSession: async () => null,
    makeCore: async () => ({
      complete: async () => void fetched++,
      step: ({ event }) => (event.type === 'start' ? { ...quiet, effects: [1, 2].map((id) => ({ id, type: 'http' })) } : quiet),
    }),
  });
  await session.start();
  const counts = [fetched];
  for (const { effect, answer } of effects.asked) {
    answer({ type: 'result', id: effect.id, ok: {} });
    await settle();
    counts.push(fetched);
  }
  assert.deepEqual(counts, [0, 0, 1]);
});

test('until the core is complete, to work and to draw are tasks of their own', async () => {
  const done: string[] = [];
  const view = { rev: 1, locale: 'fi', dir: 'ltr', title: '', root: { key: 'page', role: 'page' } } as const;
  const { session, arrive } = coreInParts((event) => (done.push(event.type), { ...quiet, view }), {
    breathe: async () => void done.push('breathe'),
    draw: () => done.push('draw') > 0,
  });
  await session.start();
  arrive();
  await settle();
  session.send(press('a'));
  await settle();
  assert.deepEqual(done, ['breathe', 'start', 'breathe', 'draw', 'press', 'draw']);
});

test('an answer that needs what is missing makes a whole core begin, and no press is lost', async () => {
  const { session, seen, asked, effects, gaveUp } = coreInParts((event, complete) => {
    if (event.type === 'start') return { ...quiet, effects: [{ id: 1, type: 'http' }] };
    return complete ? quiet : trap();
  });
  await session.start();
  effects.asked[0]!.answer({ type: 'result', id: 1, ok: {} });
  session.send(press('a'));
  await settle();
  assert.deepEqual(asked, [false, true]);
  assert.deepEqual(seen.map(({ type }) => type), ['start', 'result', 'start', 'press']);
  assert.equal(gaveUp(), false);
});

test('what the resident did reaches a core that begins again only when its first screen stands', async () => {
  const seen: [number, string][] = [];
  let cores = 0;
  const { session, effects } = sessionWith(() => quiet, {
    savedSession: async () => null,
    makeCore: async () => {
      const number = ++cores;
      return {
        ...(number === 1 ? { complete: async () => {} } : {}),
        step: ({ event }) => {
          seen.push([number, event.type]);
          if (event.type === 'start') return { ...quiet, effects: [{ id: number, type: 'http' }], view: number === 1 ? screen : null };
          return number === 1 ? trap() : { ...quiet, view: screen };
        },
      };
    },
  });
  await session.start();
  // Who is here is told while the resident is already on the way elsewhere.
  effects.asked[0]!.answer({ type: 'result', id: 1, ok: {} });
  session.send({ type: 'navigate', path: '/chat/health' });
  await settle();
  assert.deepEqual(seen, [[1, 'start'], [1, 'result'], [2, 'start']]);
  effects.asked[1]!.answer({ type: 'result', id: 2, ok: {} });
  await settle();
  assert.deepEqual(seen.slice(3), [[2, 'result'], [2, 'navigate']]);
});

test('what was only missing is no problem to report, and what breaks is', async () => {
  const needsMore = (): never => {
    throw new CoreTrap('a function of the rest', true);
  };
  const lacking = coreInParts((_, complete) => (complete ? quiet : needsMore()));
  await lacking.session.start();
  assert.deepEqual([lacking.asked, lacking.problems], [[false, true], []]);
  const broken = coreInParts((_, complete) => (complete ? quiet : trap()));
  await broken.session.start();
  assert.deepEqual([broken.asked, broken.problems], [[false, true], ['trap start']]);
});

test('the language that the address asks for goes along with the start', async () => {
  const { session, seen } = sessionWith(() => quiet, { language: 'sv', savedSession: async () => null });
  await session.start();
  assert.deepEqual(seen, [{ type: 'start', entry: 'app', locale: 'fi', capabilities: ['http'], language: 'sv' }]);
});

test('a start that needs what is missing makes a whole core begin', async () => {
  const { session, asked, gaveUp } = coreInParts((_, complete) => (complete ? quiet : trap()));
  await session.start();
  assert.deepEqual([asked, gaveUp()], [[false, true], false]);
});

test('a saved session goes on in a whole core at once', async () => {
  const { session, asked } = coreInParts(() => quiet, { savedSession: async () => 'saved' });
  await session.start();
  assert.deepEqual(asked, [true]);
});

test('when what is missing can not be had, that is the end only for who needs it', async () => {
  const { session, arrive, problems, waited, gaveUp } = coreInParts(() => quiet);
  await session.start();
  arrive(new Error('offline'));
  await settle();
  assert.equal(gaveUp(), false);
  session.send(press('a'));
  await settle();
  assert.deepEqual([gaveUp(), problems, waited], [true, ['load '], [true, false]]);
});

test('an error reply is reported and the core goes on', async () => {
  const error = { phase: 'event', path: 'event.key', message: 'unknown key' };
  const { session, problems, cores } = sessionWith((event) => (event.type === 'press' ? { ...quiet, error } : quiet));
  await session.start();
  session.send(press('a'));
  await settle();
  assert.deepEqual(problems, ['event event.key']);
  assert.equal(cores(), 1);
});
