/** Draws the tags of a sentence: what each word is above what it was taken for, with a bar as long as the network was sure, and a mark where that is wrong. */
import { useMemo } from 'react';
import { Panel } from '../panel';
import { stepOfCursor } from '../stage-cursor';
import { cssColour } from '../theme/palette';
import type { PictureProps } from './output-picture';
import { hueOfTag, kindsOf } from './tag-hues';
import { layoutTags, type TagBlock } from './tags-layout';

const [BLOCK, GAP, BAR] = [18, 4, 3];

export function TagsPanel({ row, axis, at, side, labels }: PictureProps) {
  const { outputs: words } = labels;
  const names = row.symbols.outputs;
  const { asked, answered } = useMemo(() => layoutTags(row, axis), [row, axis]);
  const kindOf = (kind: string): string => words.kinds[kind] ?? kind;
  return (
    <>
      <Panel label={labels.target} close>
        <svg role="img" aria-label={labels.target} width={axis.width} height={BLOCK + GAP} className="output-tags">
          {asked.map((block) => (
            <Block key={block.t} block={block} />
          ))}
        </svg>
      </Panel>
      <Panel
        label={labels.prediction}
        decimal={labels.decimal}
        values={{
          at,
          read: () => {
            const t = stepOfCursor(at, side);
            const now = answered.find((block) => block.t === t);
            return now ? [{ key: 'tag', label: labels.probability, value: now.probability, hue: now.hue ?? undefined }] : [];
          },
        }}
        legend={
          <span className="output-kinds">
            {kindsOf(names).map((kind) => (
              <span key={kind} className="output-key" style={{ color: cssColour(hueOfTag(names, names.indexOf(`B-${kind}`)) ?? 'softInk') }}>
                {kind} {kindOf(kind)}
              </span>
            ))}
          </span>
        }
      >
        <svg role="img" aria-label={labels.prediction} width={axis.width} height={BLOCK + BAR + GAP} className="output-tags">
          {answered.map((block) => (
            <g key={block.t} data-tag-at={block.t} data-right={block.right} data-probability={block.probability}>
              <Block block={block} />
              <rect
                x={block.x + 1}
                y={BLOCK + 1}
                width={Math.max(0, block.width - 2) * block.probability}
                height={BAR}
                fill={cssColour(block.hue ?? 'softInk')}
              />
              {!block.right && (
                <>
                  <rect className="tag-wrong" x={block.x + 1} y={1} width={Math.max(1, block.width - 2)} height={BLOCK - 2} />
                  <path className="tag-cross" d={`M${String(block.x + block.width - 8)} 2l5 5m0 -5l-5 5`}>
                    <title>{words.wrong}</title>
                  </path>
                </>
              )}
            </g>
          ))}
        </svg>
      </Panel>
    </>
  );
}

/** In the hue of its kind, open towards the word whose name it goes on with. */
function Block({ block: { x, width, hue, text, joined } }: { readonly block: TagBlock }) {
  const short = width < 7 * text.length ? text.slice(0, 1) : text;
  return (
    <>
      {hue && (
        <rect
          x={joined ? x - 1 : x + 1}
          y={0}
          width={Math.max(1, joined ? width : width - 2)}
          height={BLOCK}
          fill={cssColour(hue)}
          fillOpacity={0.22}
        />
      )}
      <text className="letter" x={x + width / 2} y={13} textAnchor="middle" fontSize={11} fill={cssColour(hue ?? 'softInk')}>
        {short}
      </text>
    </>
  );
}
