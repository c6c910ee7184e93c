// The types from outside: what is right compiles, what is wrong does not.
import { loadCore, type Core, type CoreEvent, type Reply } from 'eteinen';

const press: CoreEvent = { type: 'press', key: 'start.booking' };
// @ts-expect-error: an event of no such type
const unknown: CoreEvent = { type: 'shout', key: 'start.booking' };
const core: Core = await (await loadCore(new Uint8Array()))();
const reply: Reply = core.step({ v: 1, now: new Date().toISOString(), uid: 'uid-00000001', event: press });
// @ts-expect-error: the reply has no such field
console.log(reply.effects.length, unknown, reply.screen);
