import { useMemo, useState } from 'react';
import { t } from '../../../core/language/t';
import { product } from '../../../core/network/network';
import { boxShape, boxTitle, operationLines, wordsText } from '../../../experiment/network/boxWords';
import { layerGroups } from '../../../experiment/network/layerGroups';
import { type Box, networkBoxes } from '../../../experiment/network/networkBoxes';
import { networkCards } from '../../../experiment/network/networkCards';
import { networkGraph } from '../../../experiment/network/networkGraph';
import { sizeText } from '../../../experiment/network/operatorWords';
import { siteTitle } from '../../../experiment/settings/siteTitle';
import { storingLayers } from '../../../experiment/sweep/series';
import { LOSS_UNITS, lossLabel } from '../../../experiment/text/lossWords';
import { grouped } from '../../../experiment/text/numberWords';
import type { TickLoss } from '../../../experiment/ticks/tickLoss';
import { selectAloneSeries } from '../../../store/selectors/layerTolerances';
import { nearestLoss, readableLosses } from '../../../store/selectors/readableLosses';
import { selectModel } from '../../../store/selectors/selectors';
import { FigureCaption } from '../../charts/frame/FigureCaption';
import { ScrolledTable } from '../../controls/ScrolledTable';
import { Segmented } from '../../controls/Segmented';
import { ExportButton } from '../../export/ExportButton';
import { useExplorer } from '../../hooks/useExplorer';
import { useHotkeys } from '../../hooks/useHotkeys';
import { useSize } from '../../hooks/useSize';
import { evidence, tickDecimals, tickRate } from '../../text/tickWords';
import { type DrawnBox, type DrawnRate, drawBox } from './drawnBox';
import { NetworkDrawing, type PressedBox, rateColour } from './NetworkDrawing';
import { NetworkTable } from './NetworkTable';
import { RegroupBlocks } from './RegroupBlocks';
import './networkTab.css';
import '../../styles/compare.css';

/** Width of boxes in pixels where the drawing has room. */
const WIDE = 232;
/** Width of the drawing below which boxes are slim, and what two side by side leave free in it. */
const NARROW = 520;
const BESIDES = 44;

/** Tab of the network's graph. A network whose file is not open has none. */
export function NetworkTab() {
  const { nodes } = useExplorer(selectModel);
  if (nodes.length > 0) return <NetworkGraph />;
  return <p className="empty">{t`The graph is in the file of the network, which is not open here.`}</p>;
}

/**
 * Draws the network's graph: what each node computes and stores, and once it was measured
 * how many wrong bits a layer alone survives. A press gives faults to one layer alone.
 */
function NetworkGraph() {
  const model = useExplorer(selectModel);
  const spec = useExplorer((state) => state.spec);
  const { grouping, blocks, loss: unit } = useExplorer((state) => state.view);
  const alone = useExplorer(selectAloneSeries);
  const file = useExplorer((state) => state.networks[state.spec.model]?.report.nodes);
  const edit = useExplorer((state) => state.setSettings);
  const setView = useExplorer((state) => state.setView);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [pointed, setPointed] = useState<string | null>(null);
  const [wantedLoss, setLoss] = useState<TickLoss>(1);
  const [table, setTable] = useState(false);
  useHotkeys({ t: () => setTable((shown) => !shown) });
  const [sheet, { width }] = useSize<HTMLDivElement>({ width: 880, height: 400 });

  const groups = useMemo(
    () =>
      grouping === 'blocks'
        ? layerGroups(model, blocks)
        : new Map(model.layers.map(({ name }) => [name, [name]])),
    [model, grouping, blocks],
  );
  const layers = useMemo(() => new Set(model.layers.map(({ name }) => name)), [model]);
  const graph = useMemo(() => networkGraph(spec), [spec]);
  const boxes = useMemo(
    () => networkBoxes(networkCards(graph, layers), groups, open),
    [graph, layers, groups, open],
  );
  const losses = readableLosses(alone);
  const loss = nearestLoss(wantedLoss, losses);
  const rates = useMemo(() => drawnRates(alone, loss), [alone, loss]);
  const drawn = useMemo(() => {
    const allBits = graph.reduce((sum, { bits }) => sum + bits, 0);
    const rateOf = (box: Box) => rates.get(storingLayers(spec, layersOf(box, layers)).join()) ?? null;
    const style = {
      width: width < NARROW ? Math.max(116, Math.floor((width - BESIDES) / 2)) : WIDE,
      layers,
      allBits,
      rateOf,
    };
    return boxes.map((box) => drawBox(box, style));
  }, [spec, graph, boxes, layers, rates, width]);
  const ends = useMemo(() => endsOf(model), [model]);

  const isAll = spec.layers.length === model.layers.length;
  const pressOf = (each: DrawnBox): PressedBox => {
    const { box } = each;
    const own = layersOf(box, layers);
    const computed = box.isBlock ? [] : (file ?? []).filter(({ name }) => namesOf(box).includes(name));
    const isFaulty = !isAll && own.some((layer) => spec.layers.includes(layer));
    const words = [
      `${boxTitle(box)}: ${operationLines(box, layers).join(', ')}, → ${boxShape(box)}.`,
      box.bits === 0 ? '' : `${wordsText(box.words, each.share!.value)}.`,
      each.rate === null
        ? ''
        : t`Tolerated rate at ${lossLabel(loss, unit)}: ${each.rate.text} (${each.rate.evidence}).`,
      computed.length === 0 ? '' : t`In the file: ${computed.flatMap((node) => node.file).join(', ')}.`,
      !box.isBlock && own.length === 0 && box.bits > 0 ? t`It belongs to layer ${box.cards[0]!.layer}.` : '',
      isFaulty ? t`It has faults.` : '',
    ];
    const isStored = graph.some(({ layer, bits }) => bits > 0 && own.includes(layer));
    return {
      action: !isStored ? null : box.isBlock ? t`Open the block` : t`Explore ${own.join()} alone`,
      spoken: words.filter((sentence) => sentence !== '').join(' '),
      isFaulty,
    };
  };
  const explore = (names: readonly string[]) => {
    edit({ layers: names });
    setView({ tab: 'explore' });
  };
  const press = ({ box }: DrawnBox) => {
    if (box.isBlock) setOpen(new Set([...open, box.block!]));
    else explore(layersOf(box, layers));
  };
  const close = (block: string) => setOpen(new Set([...open].filter((each) => each !== block)));
  const reading = drawn.find(({ id }) => id === pointed);
  const hasBlocks = layerGroups(model, blocks).size < model.layers.length;
  return (
    <section className="figure network-tab" aria-labelledby="network-graph-title">
      <div className="compare-head">
        <div>
          <h2 id="network-graph-title">{t`Graph of ${model.title}`}</h2>
          <p className="note">
            {t`The bar of a box is its share of all bits of ${siteTitle(spec)}. Press a block to open it.`}
          </p>
        </div>
        <div className="figure-options">
          {hasBlocks && (
            <Segmented
              label={t`Boxes`}
              value={grouping}
              options={[
                ['blocks', t`Blocks`],
                ['layers', t`Layers`],
              ]}
              onChange={(next) => setView({ grouping: next })}
            />
          )}
          <button type="button" className="button" aria-pressed={table} onClick={() => setTable(!table)}>
            {t`Table`}
          </button>
          <ExportButton />
        </div>
      </div>
      <div className="network-rates">
        {alone.length === 0 ? (
          <p className="note">
            {t`How many wrong bits each layer alone survives is drawn here once it was measured.`}{' '}
            <button type="button" className="link-button" onClick={() => setView({ tab: 'layers' })}>
              {t`Measure the layers`}
            </button>
          </p>
        ) : (
          <>
            <Segmented
              label={t`Accepted loss, ${LOSS_UNITS[unit]}`}
              showLabel
              value={String(loss)}
              options={losses.map((tick) => [String(tick), lossLabel(tick, unit)] as const)}
              onChange={(next) => setLoss(Number(next) as TickLoss)}
            />
            <RateLegend />
            <FigureCaption />
          </>
        )}
      </div>
      <div className="network-reading" aria-hidden="true">
        {reading === undefined ? t`Point at a box for its numbers.` : pressOf(reading).spoken}
      </div>
      <div ref={sheet}>
        <NetworkDrawing
          boxes={drawn}
          {...{ ends, pressOf }}
          onPress={press}
          onClose={close}
          onPoint={setPointed}
        />
      </div>
      <RegroupBlocks />
      {table && (
        <ScrolledTable label={t`The graph as a table`}>
          <NetworkTable {...{ graph, groups, rates }} file={file ?? []} />
        </ScrolledTable>
      )}
    </section>
  );
}

const STEPS = Array.from({ length: 16 }, (_, step) => step);

function RateLegend() {
  return (
    <p className="note network-legend">
      {t`lowest`}
      <svg className="swatch" width="80" height="12" aria-hidden="true">
        {STEPS.map((step) => (
          <rect key={step} x={5 * step} width="5" height="12" fill={rateColour(step / 15)} />
        ))}
      </svg>
      {t`highest rate of this network`}
    </p>
  );
}

/** Returns the layers that a box gives faults to. */
function layersOf(box: Box, layers: ReadonlySet<string>): readonly string[] {
  return namesOf(box).filter((name) => layers.has(name));
}

function namesOf({ cards }: Box): readonly string[] {
  return cards.flatMap(({ nodes }) => nodes.map(({ name }) => name));
}

/** Returns the tolerated rates at a loss by the layers with faults, joined by commas. */
function drawnRates(
  alone: ReturnType<typeof selectAloneSeries>,
  loss: TickLoss,
): ReadonlyMap<string, DrawnRate> {
  const ticks = alone.flatMap((series) => {
    const { spec, tolerance, trials } = series;
    const tick = tolerance?.ticks.find((each) => each.loss === loss);
    return tick === undefined ? [] : [{ key: spec.layers.join(), tick, trials, evidence: evidence(series) }];
  });
  const logs = ticks.map(({ tick }) => Math.log10(tick.ber.value));
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  return new Map(
    ticks.map(({ key, tick, trials, evidence }, index) => [
      key,
      {
        text: tickRate(tick.ber, tickDecimals(tick, trials)),
        evidence,
        place: high > low ? (logs[index]! - low) / (high - low) : 0.5,
      },
    ]),
  );
}

function endsOf({ dataKind, inputShape, numClasses, nodes }: ReturnType<typeof selectModel>) {
  const answer =
    numClasses > 0
      ? t`Scores of ${grouped(numClasses)} classes`
      : t`Output ${sizeText(nodes.at(-1)!.outputShape)}`;
  const input =
    dataKind === 'text'
      ? t`Input of ${grouped(product(inputShape))} characters`
      : t`Input ${sizeText(inputShape)}`;
  return [input, answer] as const;
}
