import { describe, expect, it } from 'vitest';
import { createTurns, SLICE, type TurnsOptions } from './turns';

/** What a page gives to turns, run by hand: frames come when they are called for, and only drawing takes time. */
class HandPage implements TurnsOptions {
  time = 0;
  pointed: unknown = null;
  readonly drawn: string[] = [];
  frames: (() => void)[] = [];
  readonly seen = new Set<Element>();
  tell: (element: Element, inView: boolean) => void = () => undefined;

  readonly requestFrame = (callback: () => void): void => {
    this.frames.push(callback);
  };
  readonly clock = (): number => this.time;
  readonly isPointedAt = (piece: unknown): boolean => piece === this.pointed;
  readonly createObserver: TurnsOptions['createObserver'] = (onChange) => {
    this.tell = onChange;
    return {
      observe: (element: Element) => this.seen.add(element),
      unobserve: (element: Element) => this.seen.delete(element),
    };
  };

  /** One animation frame; returns what it drew. */
  frame(): readonly string[] {
    const [before, due] = [this.drawn.length, this.frames];
    this.frames = [];
    for (const callback of due) callback();
    return this.drawn.slice(before);
  }

  draw(name: string, milliseconds: number): () => void {
    return () => {
      this.drawn.push(name);
      this.time += milliseconds;
    };
  }
}

/** Turns take an element as a name alone. */
function element(): Element {
  return {} as Element;
}

describe('turns', () => {
  it('draw a slice a frame, one piece at the least, until nothing waits', () => {
    const page = new HandPage();
    const turns = createTurns(page);
    for (const name of ['a', 'b', 'c']) turns.ask(element(), page.draw(name, SLICE / 2));
    turns.ask(element(), page.draw('long', 3 * SLICE));
    turns.ask(element(), page.draw('d', 1));
    expect(turns.busy()).toBe(true);
    expect([page.frame(), page.frame(), page.frame(), page.frame()]).toEqual([['a', 'b'], ['c', 'long'], ['d'], []]);
    expect(turns.busy()).toBe(false);
  });

  it('draw more in a frame where frames come seldom, up to a limit', () => {
    const page = new HandPage();
    const turns = createTurns(page);
    for (let k = 0; k < 40; k++) turns.ask(element(), page.draw('one', 1));
    page.time += 48;
    const first = page.frame().length;
    page.time += 1000;
    expect([first, page.frame().length]).toEqual([8, 16]);
  });

  it('draw what was asked for last, in the place of who asked first', () => {
    const page = new HandPage();
    const turns = createTurns(page);
    const [one, two] = [element(), element()];
    turns.ask(one, page.draw('old', SLICE));
    turns.ask(two, page.draw('two', SLICE));
    turns.ask(one, page.draw('new', SLICE));
    expect([page.frame(), page.frame(), page.frame()]).toEqual([['new'], ['two'], []]);
  });

  it('leave nobody waiting behind those that ask again and again', () => {
    const page = new HandPage();
    const turns = createTurns(page);
    const [one, two] = [element(), element()];
    turns.ask(one, page.draw('one', SLICE));
    turns.ask(two, page.draw('two', SLICE));
    page.frame();
    turns.ask(one, page.draw('one again', SLICE));
    expect([page.frame(), page.frame()]).toEqual([['two'], ['one again']]);
  });

  it('begin under the pointer', () => {
    const page = new HandPage();
    const turns = createTurns(page);
    const [one, two] = [element(), element()];
    turns.ask(one, page.draw('one', SLICE));
    turns.ask(two, page.draw('two', SLICE));
    page.pointed = two;
    expect([page.frame(), page.frame()]).toEqual([['two'], ['one']]);
  });

  it('give the frame after an input to the input, but not every frame', () => {
    const page = new HandPage();
    const turns = createTurns(page);
    turns.ask(element(), page.draw('one', SLICE));
    turns.ask(element(), page.draw('two', SLICE));
    turns.noteInput();
    expect(page.frame()).toEqual([]);
    expect(page.frame()).toEqual(['one']);
    const drawn = Array.from({ length: 3 }, () => {
      turns.noteInput();
      return page.frame();
    });
    expect(drawn).toEqual([[], [], ['two']]);
  });

  it('tell of what is new in a turn of its own, behind who waits and after an input', () => {
    const page = new HandPage();
    const turns = createTurns(page);
    turns.ask(element(), page.draw('one', SLICE));
    turns.tell(page.draw('told', 0));
    turns.noteInput();
    expect([page.frame(), page.frame(), page.frame()]).toEqual([[], ['one'], ['told']]);
  });

  it('forget who withdraws', () => {
    const page = new HandPage();
    const turns = createTurns(page);
    const one = element();
    turns.ask(one, page.draw('one', SLICE));
    turns.withdraw(one);
    expect(page.frame()).toEqual([]);
  });

  it('tell who watches what comes into view, until it stops', () => {
    const page = new HandPage();
    const turns = createTurns(page);
    const one = element();
    const told: boolean[] = [];
    const stop = turns.watch(one, (inView) => told.push(inView));
    page.tell(one, false);
    page.tell(one, true);
    stop();
    page.tell(one, false);
    expect(told).toEqual([false, true]);
    expect(page.seen.size).toBe(0);
  });

  it('hold everything in view where nothing can tell', () => {
    const page = new HandPage();
    const told: boolean[] = [];
    createTurns({ requestFrame: page.requestFrame, clock: page.clock, isPointedAt: page.isPointedAt, createObserver: null }).watch(
      element(),
      (inView) => told.push(inView),
    );
    expect(told).toEqual([true]);
  });
});
