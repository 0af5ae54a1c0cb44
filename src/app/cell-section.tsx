/** The inside of the cell under the cursor: its picture as it stands at the clock's operation, what that operation does, and all of it as a table. */
import { type ReactNode, useMemo } from 'react';
import { formulaOf } from '../model/equations/equation';
import type { Snapshot } from '../model/snapshot';
import { CellDiagram } from '../views/cell/diagram';
import { layoutCell } from '../views/cell/diagram-layout';
import { useWidth } from '../views/use-width';
import { type CellMoment, type CellWork, type Flow, gradientSymbol, momentOf, workCell } from './cell-work';
import { Equation, renameSymbols, substitute } from './equation';
import { useCursor, usePreferences } from './lab-context';
import { cellMessages } from './messages/cell/catalogue';
import type { CellMessages } from './messages/cell/en';
import { useWords } from './messages/catalogue';
import { nameMoment } from './name-moment';
import type { Place } from './worked-equations';

interface Props {
  readonly snapshot: Snapshot;
  readonly place: Place;
  /** The layer, step and unit in words. */
  readonly placeName: string;
}

export default function CellSection({ snapshot, place, placeName }: Props): ReactNode {
  const operation = useCursor((cursor) => cursor.operation);
  const language = usePreferences((preferences) => preferences.language);
  const { scan, t, unit } = place;
  const work = useMemo(() => workCell(snapshot, { scan, t, unit }), [snapshot, scan, t, unit]);
  return <CellInside work={work} operation={operation} cell={snapshot.model.encoder.cell} placeName={placeName} words={cellMessages[language]} />;
}

interface InsideProps {
  readonly work: CellWork;
  readonly operation: number;
  readonly cell: Snapshot['model']['encoder']['cell'];
  readonly placeName: string;
  readonly words: CellMessages;
}

/** A pure function of the work and the operation. */
export function CellInside({ work, operation, cell, placeName, words }: InsideProps): ReactNode {
  const { messages, format } = useWords();
  const [ref, width] = useWidth(288);
  const marks = useMemo(() => layoutCell(work.equations, width), [work.equations, width]);
  const moment = useMemo(() => momentOf(work, operation), [work, operation]);
  const { operation: at } = moment;
  const picture = {
    values: moment.values,
    gradients: moment.gradients,
    flows: moment.flows,
    at: at.phase === 'forward' || at.phase === 'backward' ? at.node.symbol : null,
    isBackward: at.phase === 'arrive' || at.phase === 'backward',
  };
  const name = nameMoment(at, words, messages.symbols);
  return (
    <section className="cell-inside" aria-label={words.diagram} data-testid="cell" data-operation={operation}>
      <h3>{words.diagram}</h3>
      <div ref={ref}>
        <CellDiagram
          marks={marks}
          picture={picture}
          label={words.picture(messages.experiment.cells[cell], placeName, name)}
          inputLabel={work.inputSize === null ? words.input : words.inputs(format.whole(work.inputSize))}
          nameOf={(symbol) => renameSymbols(symbol, messages.symbols)}
          format={format.significant}
        />
      </div>
      <div className="cell-card" data-testid="operation">
        <h4>{name}</h4>
        {at.phase === 'whole' && <p className="about">{words.about}</p>}
        {at.phase === 'whole' && work.equations.nodes.some(({ symbol }) => !work.values.has(symbol)) && <p className="about">{words.unknown}</p>}
        {at.phase === 'forward' && <ForwardRule work={work} symbol={at.node.symbol} />}
        {picture.isBackward && <BackwardRules moment={moment} work={work} words={words} />}
        {picture.isBackward && <p className="about">{words.gradientNotation}</p>}
      </div>
      <CellTable work={work} moment={moment} words={words} />
    </section>
  );
}

function ForwardRule({ work, symbol }: { readonly work: CellWork; readonly symbol: string }): ReactNode {
  const line = work.lines.get(symbol);
  return line && <Equation line={line} />;
}

interface MomentProps {
  readonly moment: CellMoment;
  readonly work: CellWork;
  readonly words: CellMessages;
}

function BackwardRules({ moment, work, words }: MomentProps): ReactNode {
  return (
    <>
      {moment.now.map((flow) => (
        <FlowRule key={flow.to} flow={flow} moment={moment} work={work} words={words} />
      ))}
      {moment.now.some(({ value }) => value === null) && <p className="about">{words.unknown}</p>}
    </>
  );
}

function FlowRule({ flow, moment, work, words }: MomentProps & { readonly flow: Flow }): ReactNode {
  const { messages, format } = useWords();
  const { from, to, rule, numbers, value } = flow;
  const rename = (text: string): string => renameSymbols(text, messages.symbols);
  const outside = to === work.equations.next.cell ? words.fromOutside.cell : words.fromOutside.hidden;
  const entries = numbers && [...numbers];
  const filled = entries && substitute(rule, entries.map(([symbol]) => symbol), entries.map(([, number]) => format.significant(number))); // prettier-ignore
  const sum = moment.gradients.get(to) ?? null;
  const several = moment.flows.filter((each) => each.to === to).length > 1;
  return (
    <p className="equation" data-flow-to={to}>
      <span>{`${gradientSymbol(rename(to))} ← ${from === null ? outside : rename(rule)}`}</span>
      {value !== null && (
        <span className="equation-numbers">
          {from === null ? '= ' : filled === null ? `= ${words.allUnits} = ` : filled === format.significant(value) ? '= ' : `= ${filled} = `}
          <b data-hue="gradient">
            <data value={String(value)}>{format.significant(value)}</data>
          </b>
        </span>
      )}
      {several && sum !== null && (
        <span className="equation-numbers">
          {`${gradientSymbol(rename(to))} ${words.soFar} = `}
          <data value={String(sum)}>{format.significant(sum)}</data>
        </span>
      )}
    </p>
  );
}

/** The same numbers in rows, at the same moment of the clock. */
function CellTable({ work, moment, words }: MomentProps): ReactNode {
  const { messages, format } = useWords();
  const rename = (text: string): string => renameSymbols(text, messages.symbols);
  const { equations } = work;
  const rules = new Map(equations.nodes.map((node) => [node.symbol, formulaOf(node)] as const));
  const symbols = [...work.values.keys()];
  const write = (value: number | null | undefined): string => (value === undefined ? '' : value === null ? '?' : format.significant(value));
  return (
    <details className="more cell-table">
      <summary>{words.table}</summary>
      <div className="cell-table-scroll" role="region" aria-label={words.table} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {[words.columns.symbol, words.columns.rule, words.columns.value, words.columns.gradient].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {symbols.map((symbol) => (
              <tr key={symbol} data-row={symbol}>
                <th scope="row">{rename(symbol)}</th>
                <td>{rename(rules.get(symbol) ?? '')}</td>
                <td data-value={moment.values.get(symbol)}>{write(moment.values.get(symbol))}</td>
                <td data-value={moment.gradients.get(symbol) ?? undefined}>{write(moment.gradients.get(symbol))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
