// The life of one core: events go in one at a time and in order, effects are started, the view is handed to the screen.
//
// Nothing is ever answered inside a call: whatever happens while the core works waits in the queue. When the core
// breaks (a trap), its instance is dropped, effects in flight are void, and a fresh instance goes on from the session
// text that the core stored last. If that breaks too, it begins without it; if even that fails, the screen shows help.
//
// Until the first screen stands a core may lack what that screen can do without: nothing but the start and the answers to
// its effects goes into it. Should one of these need what is missing, a whole core begins again; of the resident's it has
// heard nothing yet, so nothing is lost.
import { type Core, CoreTrap } from './core';
import type { CoreEvent, EffectMessage, Entry, ReplyError, ViewMessage } from './messages';

export interface SessionParts {
  // A fresh core: a whole one, or one that may still have to be completed.
  makeCore(whole: boolean): Promise<Core>;
  // Runs something that is not urgent, when what was drawn is on the screen; at once when left out.
  later?(act: () => void): void;
  // Lets the page do what waits (draw, take a press) between two pieces of work; goes straight on when left out.
  breathe?(): Promise<void>;
  // The resident waits until the core is complete, or no longer.
  waits?(waiting: boolean): void;
  effects: EffectRunner;
  // Draws a view. False when it can't (a patch for a view that is not there): the session then asks for a whole one.
  draw(view: ViewMessage): boolean;
  // The end of the road: nothing can be drawn any more.
  giveUp(): void;
  // For developers only. Never gets an answer of the resident.
  report(problem: ReplyError): void;
  savedSession(): Promise<string | null>;
  now(): string;
  uid(): string;
  entry: Entry;
  // The page stands in a frame of another page.
  framed?: boolean;
  locale: string;
  // That the address asks for.
  language?: string | null;
}

export interface EffectRunner {
  readonly capabilities: string[];
  perform(effect: EffectMessage, answer: (event: CoreEvent) => void): void;
  // Everything in flight is void: stop what can be stopped, answer nothing.
  abandon(): void;
}

// A core that breaks again and again without the resident doing anything won't get better.
const MAX_RECOVERIES = 3;

export class Session {
  private core: Core | null = null;
  private readonly queue: CoreEvent[] = [];
  private pumping = false;
  private generation = 0;
  private over = false;
  private recoveries = 0;
  private requests = 0; // http effects without an answer yet
  private stands = false; // this core has drawn something
  private readonly early: CoreEvent[] = []; // what the resident did before: a core hears nothing of it until then

  constructor(private readonly parts: SessionParts) {}

  // Makes the core and sends `start`. Resolves when the first view is drawn or help is shown.
  async start(): Promise<void> {
    this.pumping = true;
    await this.begin(await this.parts.savedSession());
    this.pumping = false;
    this.schedule();
    this.complete();
  }

  send(event: CoreEvent): void {
    this.queue.push(event);
    this.schedule();
  }

  // Fetches what the first screen could do without, when that screen has all its answers and the resident reads. A failure
  // shows when it is needed.
  private complete(): void {
    if (this.requests > 0 || this.core?.complete === undefined) return;
    const act = (): void => void this.core?.complete?.().catch(() => {});
    if (this.parts.later === undefined) act();
    else this.parts.later(act);
  }

  private schedule(): void {
    if (!this.pumping && !this.over && this.queue.length > 0) queueMicrotask(() => void this.pump());
  }

  private async pump(): Promise<void> {
    if (this.pumping) return;
    this.pumping = true;
    for (let event = this.queue.shift(); event !== undefined && !this.over; event = this.queue.shift()) {
      if (byResident(event) && !this.stands) {
        this.early.push(event);
        continue;
      }
      if (event.type !== 'result' && !(await this.whole())) return;
      const unbroken = await this.step(event);
      if (unbroken && byResident(event)) this.recoveries = 0;
      if (!unbroken) await this.recover();
    }
    this.pumping = false;
    this.complete();
  }

  // False when the core broke. While the first screen is on its way, whose code no browser has yet made quick, each piece
  // of work is a task of its own.
  private async step(event: CoreEvent): Promise<boolean> {
    if (this.core === null) return false;
    const first = this.core.complete !== undefined;
    try {
      if (first) await this.parts.breathe?.();
      const reply = this.core.step({ v: 1, now: this.parts.now(), uid: this.parts.uid(), event });
      if (reply.error !== undefined) this.parts.report(reply.error);
      for (const effect of reply.effects ?? []) this.perform(effect);
      if (reply.view === null || reply.view === undefined) return true;
      if (first) await this.parts.breathe?.();
      const drawn = this.parts.draw(reply.view);
      this.stands ||= drawn;
      if (drawn) this.queue.unshift(...this.early.splice(0));
      return drawn;
    } catch (reason) {
      if (!(reason instanceof CoreTrap)) throw reason;
      if (!reason.expected) this.parts.report({ phase: 'trap', path: event.type, message: reason.message });
      return false;
    }
  }

  // False when what is missing can't be had: the end.
  private async whole(): Promise<boolean> {
    if (this.core?.complete === undefined) return true;
    this.parts.waits?.(true);
    try {
      await this.core.complete();
      return true;
    } catch (reason) {
      this.parts.report({ phase: 'load', path: '', message: String(reason) });
      this.end();
      return false;
    } finally {
      this.parts.waits?.(false);
    }
  }

  private perform(effect: EffectMessage): void {
    const generation = this.generation;
    const request = effect.type === 'http';
    if (request) this.requests++;
    this.parts.effects.perform(effect, (event) => {
      if (generation !== this.generation) return;
      if (request) this.requests--;
      this.send(event);
    });
  }

  private async recover(): Promise<void> {
    if (this.core?.complete === undefined) this.recoveries++;
    if (this.recoveries > MAX_RECOVERIES) this.end();
    else await this.begin(await this.parts.savedSession());
  }

  private async begin(resume: string | null): Promise<void> {
    // A core that broke at its start is tried once more, and then it is whole.
    const attempts = resume !== null ? [resume, null] : this.generation === 0 ? [null, null] : [null];
    const unheard = this.core?.complete === undefined ? [] : [...this.early, ...this.queue.filter(byResident)];
    for (const text of attempts) {
      this.generation++;
      this.requests = 0;
      this.stands = false;
      this.parts.effects.abandon();
      this.queue.length = 0;
      this.early.splice(0, Infinity, ...unheard);
      try {
        this.core = await this.parts.makeCore(resume !== null || this.generation > 1);
      } catch (reason) {
        this.parts.report({ phase: 'load', path: '', message: String(reason) });
        break;
      }
      if (await this.step(this.startEvent(text))) return;
    }
    this.end();
  }

  private end(): void {
    this.over = true;
    this.core = null;
    this.generation++;
    this.parts.effects.abandon();
    this.parts.giveUp();
  }

  private startEvent(resume: string | null): CoreEvent {
    const { entry, locale, effects, framed, language } = this.parts;
    const where = { ...(framed === true ? { framed } : {}), ...(language ? { language } : {}) };
    const start = { type: 'start' as const, entry, locale, capabilities: effects.capabilities, ...where };
    return resume === null ? start : { ...start, resume };
  }
}

function byResident(event: CoreEvent): boolean {
  return event.type === 'press' || event.type === 'set' || event.type === 'navigate';
}
