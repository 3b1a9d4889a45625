import { useState } from 'react';
import { t } from '../../../core/language/t';
import { trainingSetTitle } from '../../../core/network/catalog';
import type { TrainingSet } from '../../../core/network/model';
import { STORED_TABLE1 } from '../../../experiment/formats/storedTable1';
import { weightsTitle } from '../../../experiment/settings/dataId';
import { selectModel } from '../../../store/selectors/selectors';
import { ExportButton } from '../../export/ExportButton';
import { useExplorer } from '../../hooks/useExplorer';
import { Table1 } from './Table1';
import '../../styles/tabs.css';
import { TypeMapPanel } from '../types/TypeMapPanel';

/**
 * Tab of all networks: the paper's rows of Table 1 beside ours, and the error maps behind the
 * smallest formats of one network.
 */
export function ModelsTab() {
  const model = useExplorer(selectModel);
  const weights = useExplorer((state) => state.spec.weights);
  const chooseModel = useExplorer((state) => state.chooseModel);
  const [picked, setPicked] = useState<{ readonly model: string; readonly set: TrainingSet } | null>(null);
  const set = picked?.model === model.id ? picked.set : weights;
  const row = STORED_TABLE1.find((stored) => stored.model === model.id && stored.set === set);
  const title =
    picked?.model === model.id
      ? trainingSetTitle(picked.set, model.dataKind)
      : weightsTitle(weights, model.dataKind);
  return (
    <div className="models-tab">
      <section className="panel" aria-labelledby="table1-title">
        <div className="panel-head">
          <h2 id="table1-title">{t`Table 1: the paper’s numbers and ours`}</h2>
          <span className="muted">{t`Press one of our rows to select it`}</span>
          <ExportButton />
        </div>
        <Table1
          rows={STORED_TABLE1}
          model={model.id}
          set={set}
          onChoose={(id, next) => {
            if (id !== model.id) chooseModel(id);
            setPicked({ model: id, set: next });
          }}
        />
        <details className="why">
          <summary>{t`Why our numbers differ from the paper’s`}</summary>
          <div className="stack note">
            <p>
              {t`Our networks are trained again, on generated data or on public data sets, so their errors
                differ. This project may not distribute ImageNet and TIDIGITS. The mini networks have the layers
                of VGG16 and ResNet50 at reduced size. Spoken digits replace TIDIGITS.`}
            </p>
            <p>
              {t`The smallest type has the fewest bits for which it and every wider tested type add at most 0.05
                points to the float error on the same N samples. It is accurate to about one bit, or less with
                few samples. The paper does not state its rule. Our types can have one integer bit less, because
                the authors’ code of 2018 does not support a single integer bit. See docs/table1.md in the
                source.`}
            </p>
          </div>
        </details>
      </section>
      <section className="types" aria-labelledby="types-title">
        <div className="panel-head">
          <h2 id="types-title">{t`Loss of each type: ${model.title}, ${title}`}</h2>
        </div>
        <div className="types-pair">
          {(['weights', 'activations'] as const).map((structure) => (
            <TypeMapPanel
              key={`${structure} ${model.id} ${set}`}
              structure={structure}
              stored={row?.maps[structure] ?? null}
              storedTitle={title}
              isLive={set === weights}
              onSearch={() => setPicked(null)}
            />
          ))}
        </div>
      </section>
    </div>
  );
}
