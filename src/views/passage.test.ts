import { describe, expect, it } from 'vitest';
import { hasGradient, hasState, legsOf, lossStation, placeAt, reachAt, stationAt, stationOf } from './passage';

const scans = (names: readonly string[], length: number) => names.map((name) => ({ name, length: name === 'decoder' ? 2 : length }));
const plain = legsOf(scans(['l0', 'l1'], 3));
const both = legsOf(scans(['l0', 'l0_reverse', 'l1', 'l1_reverse'], 3));
const decoded = legsOf(scans(['l0', 'decoder'], 3));

describe('the passage', () => {
  it('passes layers of one direction column by column, of two a layer at a time, a decoder last', () => {
    expect(plain).toEqual([{ scans: ['l0', 'l1'], steps: 3 }]);
    expect(both.map((leg) => leg.scans)).toEqual([
      ['l0', 'l0_reverse'],
      ['l1', 'l1_reverse'],
    ]);
    expect(decoded).toEqual([
      { scans: ['l0'], steps: 3 },
      { scans: ['decoder'], steps: 2 },
    ]);
  });

  it('goes forward, then to the loss, then back the same way', () => {
    const seen = Array.from({ length: 2 * lossStation(decoded) + 1 }, (_, n) => {
      const station = stationAt(decoded, n);
      const { scan, t } = placeAt(decoded, station, 'l0');
      return `${station.phase} ${scan} ${String(t)}`;
    });
    const way = ['l0 0', 'l0 1', 'l0 2', 'decoder 0', 'decoder 1'];
    expect(seen).toEqual([...way.map((place) => `forward ${place}`), 'loss decoder 1', ...way.toReversed().map((place) => `backward ${place}`)]);
  });

  it('holds every number within the passage', () => {
    expect(stationAt(plain, -5)).toEqual({ phase: 'forward', leg: 0, step: 0 });
    expect(stationAt(plain, 1e9)).toEqual({ phase: 'backward', leg: 0, step: 0 });
    expect(stationAt(legsOf(scans(['l0'], 1)), 1)).toEqual({ phase: 'loss', leg: 0, step: 0 });
  });

  it('finds the station of a place again, in both directions', () => {
    for (const legs of [plain, both, decoded]) {
      for (let n = 0; n <= 2 * lossStation(legs); n++) {
        const station = stationAt(legs, n);
        if (station.phase === 'loss') continue;
        for (const scan of legs[station.leg].scans) {
          const place = placeAt(legs, station, scan);
          expect(place.scan).toBe(scan);
          expect(stationOf(legs, scan, place.t, station.phase)).toBe(n);
        }
      }
    }
  });

  it('has computed at each station one step more of the leg at hand', () => {
    const lit = (n: number, of: typeof hasState) =>
      [...reachAt(both, stationAt(both, n)).scans].map(([, at]) => [0, 1, 2].map((t) => (of(at, t) ? '#' : '.')).join(''));
    expect(lit(0, hasState)).toEqual(['#..', '..#', '...', '...']);
    expect(lit(4, hasState)).toEqual(['###', '###', '##.', '.##']);
    expect(lit(6, hasState)).toEqual(['###', '###', '###', '###']);
    expect(lit(6, hasGradient)).toEqual(['...', '...', '...', '...']);
    expect(lit(7, hasGradient)).toEqual(['...', '...', '..#', '#..']);
    expect(lit(11, hasGradient)).toEqual(['.##', '##.', '###', '###']);
    expect(lit(12, hasGradient)).toEqual(['###', '###', '###', '###']);
  });
});
