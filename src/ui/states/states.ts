import '../../core/network/networks/transformers';
import type { DeviceReport } from '../../core/device';
import { AssetError } from '../../core/errors';
import { exportLines } from '../../core/files/foreignFiles';
import { GPU_REASONS } from '../../core/gpuReasons';
import { t } from '../../core/language/t';
import { kindWord } from '../../core/network/kindWord';
import { dataTitle, weightsTitle } from '../../experiment/settings/dataId';
import { siteTitle } from '../../experiment/settings/siteTitle';
import { BASELINE } from '../../experiment/sweep/measurement.fake';
import { openedNetwork } from '../../store/files/ownNetwork.fake';
import { withOwn } from '../../store/selectors/measured.fake';
import type { ExplorerState, Notice } from '../../store/state';
import { FIXTURE_BUSY, FIXTURE_FIRST, madeUpResults } from '../fixtures/explorer';

/** State of the page at an address of its own. */
export interface PageState {
  /** Sentence that says what the reader sees. */
  readonly title: string;
  /** Link that the page opens with. */
  readonly hash?: string;
  /** Difference from the page before its engine starts. */
  readonly change?: Partial<ExplorerState>;
  /** Selector of a button that the state presses, to show what it opens. */
  readonly press?: string;
  /** Error that a part of the page throws. */
  readonly crash?: string;
}

const { measured, engine, data, preview, weightHistograms, spec } = FIXTURE_BUSY;
const REPORT: DeviceReport = {
  device: 'wasm',
  adapter: 'WASM SIMD',
  software: false,
  workers: 2,
  reason: '',
};
const CHIP = '.header .chip';
/** Identity of a network of the reader. */
const OWN = 'file-3f9a01c2aa55e001';

type Change = Partial<ExplorerState>;

const loaded = (): Change => ({
  engine,
  data: data && { ...data, title: dataTitle('generated', 'digits') },
  preview,
  weightHistograms,
});
const busy = (): Change => ({ ...loaded(), measured, progress: FIXTURE_BUSY.progress });

const onWasm = (reason: string): Change => ({
  ...busy(),
  engine: { kind: 'ready', report: { ...REPORT, reason } },
});
const failed = (message: string): Change => ({
  ...busy(),
  engine: { kind: 'failed', message },
  progress: null,
});
const noticed = (notice: Notice): Change => ({ ...busy(), notices: [notice] });

/**
 * Returns the states of the page by the name in their address, `#/state/<name>`. Their messages are
 * in the language of the page, their titles in English.
 */
export function pageStates(): Readonly<Record<string, PageState>> {
  return {
    starting: { title: 'The engine starts; the recorded run is shown.' },
    empty: {
      title: 'No trial has run and no run is recorded.',
      change: { ...loaded(), storedRuns: [], preview: null, progress: null },
    },
    loading: {
      title: 'Weights and samples are on their way.',
      change: {
        engine,
        storedRuns: [],
        isLoading: true,
        download: {
          label: t`${'CF-VGG'}, weights and ${kindWord('pictures')}`,
          loaded: 7_240_000,
          total: 15_800_000,
        },
      },
    },
    busy: { title: 'A sweep runs.', change: busy() },
    stopped: {
      title: 'The reader has stopped the sweep.',
      change: { ...busy(), progress: { done: 250, total: 630, remainingMs: null, running: false } },
    },
    complete: {
      title: 'All trials have run.',
      change: {
        ...loaded(),
        measured: withOwn(FIXTURE_FIRST, { baseline: BASELINE, results: madeUpResults(spec, spec.trials) })
          .measured,
        progress: { done: 630, total: 630, remainingMs: null, running: false },
      },
    },
    'no-webgpu': {
      title: 'The browser has no WebGPU.',
      change: onWasm(GPU_REASONS.none),
      press: CHIP,
    },
    insecure: {
      title: 'The page came over plain HTTP.',
      change: onWasm(GPU_REASONS.insecure),
      press: CHIP,
    },
    'no-adapter': {
      title: 'The browser offers no GPU.',
      change: onWasm(GPU_REASONS.noAdapter),
      press: CHIP,
    },
    'device-lost': {
      title: 'The GPU was lost twice.',
      change: failed(t`The GPU device was lost (${'VK_ERROR_DEVICE_LOST'})`),
    },
    'out-of-memory': {
      title: 'The memory does not hold the network.',
      change: failed(
        t`The memory of this device does not hold ${'VGG16'}. Close other tabs and programs, or choose a smaller network`,
      ),
    },
    'smaller-batches': {
      title: 'Memory ran out, and the run goes on with smaller batches.',
      change: noticed({
        id: 'device',
        tone: 'warning',
        text: t`Memory ran out. The run goes on with batches of 1/${2} of their size: slower, and with the same results`,
      }),
    },
    'model-refused': {
      title: 'A dropped weight file does not fit.',
      change: noticed({
        id: 'files',
        tone: 'error',
        text: new AssetError('weights.h5', t`Tensor ${'fc-2'} is ${'84 x 10'}: expected ${'100 x 10'}`)
          .message,
      }),
    },
    'link-partly-invalid': {
      title: 'Three settings of a link cannot be used.',
      hash: '#/x?v=1&n=0&s=z&zz=1',
    },
    'link-newer': { title: 'A link of a later version.', hash: '#/x?v=9&n=30&zz=1' },
    'missing-model': {
      title: 'A link names weights that the reader has to bring.',
      hash: '#/x?v=1&w=file-3f9a01c2aa55e001',
      change: { engine, storedRuns: [], missingWeights: weightsTitle('file-3f9a01c2aa55e001', 'digits') },
    },
    'storage-full': {
      title: 'The browser stores no more results.',
      change: noticed({
        id: 'storage',
        tone: 'warning',
        text: t`New results are not kept in this browser (${'QuotaExceededError'}): those of ${`LeNetFC, ${siteTitle(spec)}`}, and of later runs. The run goes on, and they last as long as the page. Deleting runs under Runs frees storage`,
      }),
    },
    'private-window': {
      title: 'The browser stores nothing.',
      change: noticed({
        id: 'storage',
        tone: 'warning',
        text: t`New results are not kept in this browser (${'SecurityError'}), as in a private window: nor are runs, files or pins. The run goes on, and all of it lasts as long as the page. A link or an exported file brings it back`,
      }),
    },
    network: {
      title: 'The graph of a network, with one of its blocks open.',
      hash: '#/x?v=1&m=vit-mini&tab=network',
      press: '.network-hit[aria-expanded]',
    },
    'own-network': {
      title: 'The reader has opened a network of their own.',
      change: { ...busy(), sheet: OWN, networks: { [OWN]: { ...openedNetwork(OWN), samples: null } } },
    },
    'own-network-refused': {
      title: 'The reader has opened a file that is no network that can be run.',
      change: {
        ...busy(),
        sheet: {
          fileName: 'net.pt',
          reasons: [
            t`The file is a pickle of PyTorch, which only its own program can read: expected the network as ONNX. These lines write it; of weights alone, make your network first and call its load_state_dict; the zeros have the shape of one sample`,
          ],
          lines: exportLines('net.pt'),
        },
      },
    },
    offline: {
      title: 'There is no network, and two models are not kept.',
      change: { ...busy(), offline: { 'lenet-cnn': 2_405_014, 'ti-gru': 20_614_206 } },
      press: '.model-picker button',
    },
    'new-version': {
      title: 'A new version of the page waits.',
      change: noticed({
        id: 'version',
        tone: 'info',
        text: t`A new version of this page is ready. Results and settings are kept when you open it`,
        action: { title: t`Open it`, act: () => location.reload() },
      }),
    },
    crash: { title: 'A part of the page has thrown an error.', change: busy(), crash: 'found no frame' },
  };
}
