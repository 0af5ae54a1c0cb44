import { describe, expect, it, vi } from 'vitest';
import { createStatus } from './status';
import { trainUntil } from './train-until';

function begin(running = false) {
  const status = createStatus();
  const toggleRunning = vi.fn(() => {
    status.setState(({ running: before }) => ({ running: !before }));
  });
  const ended = vi.fn();
  status.setState({ running });
  trainUntil({ status, toggleRunning }, 50, ended);
  return { status, toggleRunning, ended };
}

describe('training until an update', () => {
  it('pauses there, and not again when the person goes on', () => {
    const { status, toggleRunning, ended } = begin();
    expect(status.getState().running).toBe(true);
    status.setState({ update: 49 });
    expect(ended).not.toHaveBeenCalled();
    status.setState({ update: 51 });
    expect([status.getState().running, toggleRunning.mock.calls.length, ended.mock.calls.length]).toEqual([false, 2, 1]);
    status.setState({ running: true });
    status.setState({ update: 60 });
    expect([status.getState().running, toggleRunning.mock.calls.length]).toEqual([true, 2]);
  });

  it('is over where the person pauses, or opens another run', () => {
    const paused = begin(true);
    paused.status.setState({ running: false });
    paused.status.setState({ running: true, update: 70 });
    expect([paused.toggleRunning.mock.calls.length, paused.ended.mock.calls.length]).toEqual([0, 1]);
    const opened = begin();
    opened.status.setState({ beginnings: 1, update: 0 });
    opened.status.setState({ update: 70 });
    expect([opened.toggleRunning.mock.calls.length, opened.ended.mock.calls.length]).toEqual([1, 1]);
  });
});
