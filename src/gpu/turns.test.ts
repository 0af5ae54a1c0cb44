/** Calls begin in the order they are made, whichever of them waits, and one that fails holds up no other. */
import { describe, expect, it } from 'vitest';
import { createTurns } from './turns';

interface Gate {
  readonly ready: Promise<void>;
  open(): void;
  fail(error: Error): void;
}

function createGate(): Gate {
  const gate = { open: (): void => undefined, fail: (_error: Error): void => undefined };
  const ready = new Promise<void>((resolve, reject) => {
    gate.open = resolve;
    gate.fail = reject;
  });
  return { ...gate, ready };
}

describe('turns', () => {
  it('begin at once where nothing is waited for', () => {
    const turns = createTurns();
    const begun: number[] = [];
    const call = (n: number) => turns.take(null, () => Promise.resolve(begun.push(n)));
    void call(1);
    void call(2);
    expect(begun).toEqual([1, 2]);
  });

  it('begin in order behind those that wait, and at once again when all have begun', async () => {
    const turns = createTurns();
    const [first, second] = [createGate(), createGate()];
    const begun: number[] = [];
    const call = (n: number, ready: Promise<void> | null = null) => turns.take(ready, () => Promise.resolve(begun.push(n)));
    const calls = [call(1), call(2, first.ready), call(3), call(4, second.ready), call(5)];
    second.open();
    await new Promise((resolve) => setTimeout(resolve));
    expect(begun).toEqual([1]);
    first.open();
    await Promise.all(calls);
    expect(begun).toEqual([1, 2, 3, 4, 5]);
    void call(6);
    expect(begun).toHaveLength(6);
  });

  it('wait for the beginning of work, not for its end', async () => {
    const turns = createTurns();
    const [gate, endless] = [createGate(), createGate()];
    void turns.take(gate.ready, () => endless.ready);
    const next = turns.take(null, () => Promise.resolve('begun'));
    gate.open();
    expect(await next).toBe('begun');
  });

  it('go on after one whose wait failed', async () => {
    const turns = createTurns();
    const gate = createGate();
    const failing = turns.take(gate.ready, () => Promise.resolve('never'));
    const next = turns.take(null, () => Promise.resolve('begun'));
    gate.fail(new Error('no memory'));
    await expect(failing).rejects.toThrow('no memory');
    expect(await next).toBe('begun');
  });
});
