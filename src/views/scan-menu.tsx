/** Chooses the layer and direction, or the decoder, that the heatmaps show, for those who do not click its row. */
import type { StageLabels } from './labels';
import { directionOf, placeOfScan } from './scan-names';
import './scan-menu.css';

interface Props {
  readonly scans: readonly string[];
  readonly chosen: string;
  readonly bidirectional: boolean;
  readonly labels: StageLabels;
  readonly onScan: (scan: string) => void;
}

export function ScanMenu({ scans, chosen, bidirectional, labels, onScan }: Props) {
  return (
    <label className="scan-menu">
      <span>{labels.scanMenu}</span>
      <select
        value={chosen}
        onChange={(event) => {
          onScan(event.target.value);
        }}
      >
        {scans.map((scan) => (
          <option key={scan} value={scan}>
            {nameShort(scan, bidirectional, labels)}
          </option>
        ))}
      </select>
    </label>
  );
}

function nameShort(scan: string, bidirectional: boolean, labels: StageLabels): string {
  const { layer } = placeOfScan(scan);
  return layer === null ? labels.decoderScan : labels.scanShort(layer, directionOf(scan, bidirectional));
}
