// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import { recordedSpec } from '../../experiment/documents/recordedSpec.fake';
import { FIXTURE_BUSY } from '../fixtures/explorer';
import { mount, unmountAll } from '../fixtures/mount';
import { ChipTab } from './chip/ChipTab';
import { ClassesTab } from './classes/ClassesTab';
import { DataTab } from './data/DataTab';
import { LayersTab } from './layers/LayersTab';
import { ModelsTab } from './models/ModelsTab';
import { NetworkTab } from './network/NetworkTab';
import { StructuresTab } from './structures/StructuresTab';

afterEach(unmountAll);

const TABS = {
  NetworkTab,
  LayersTab,
  StructuresTab,
  ClassesTab,
  DataTab,
  ChipTab,
  ModelsTab,
};

it.each(Object.entries(TABS))('%s shows a network whose file is not open', (_, Tab) => {
  const spec = recordedSpec();
  const state = {
    ...FIXTURE_BUSY,
    ...{ spec, measured: {}, storedRuns: [], progress: null, preview: null, data: null },
    missingWeights: 'lenet.onnx',
  };
  const { host } = mount(<Tab />, state);
  expect(host.textContent).not.toBe('');
});
