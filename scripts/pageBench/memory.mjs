import { metricsOf } from './drag.mjs';

/** Each network that ships with the page, with one trial of five samples. */
const MODELS = ['lenet-cnn', 'cf-vgg', 'vgg16-mini', 'resnet50-mini', 'ti-gru', 'chip-net', 'lenet-fc'];
const LESSONS = [
  'count-and-chance',
  'design',
  'mean-and-tail',
  'narrower',
  'one-class',
  'sign-bit',
  'structures',
  'where-first',
];
const TIMEOUT_MS = 120_000;

/**
 * Opens all lessons and all networks in turn, at least twice and until `minutes` are over. Returns
 * what the page holds after each round, at the same place.
 */
export async function measureMemory(page, session, minutes) {
  const end = Date.now() + minutes * 60_000;
  const rounds = [];
  while (rounds.length < 2 || Date.now() < end) {
    for (const lesson of LESSONS) await openLesson(page, lesson);
    for (const model of MODELS) await openModel(page, model);
    rounds.push(await heldBy(page, session));
  }
  return rounds;
}

async function openLesson(page, lesson) {
  await goTo(page, `#/x?v=1&tab=learn&lesson=${lesson}`);
  await page.getByRole('heading', { name: /^Step 1 of/ }).waitFor({ timeout: TIMEOUT_MS });
  await goTo(page, `#/x?v=1&tab=learn&lesson=${lesson}&step=2`);
  await page.getByRole('heading', { name: /^Step 2 of/ }).waitFor({ timeout: TIMEOUT_MS });
}

async function openModel(page, model) {
  await goTo(page, `#/x?v=1&m=${model}&n=1&i=5&b=1e-2`);
  await page
    .getByText(/^1 of 1 trials? per rate · complete$/)
    .first()
    .waitFor({ timeout: TIMEOUT_MS });
}

/** Opens a link in the running page, as Back does. */
function goTo(page, hash) {
  return page.evaluate((to) => {
    location.hash = to;
  }, hash);
}

/**
 * Returns what the page and its engine workers hold: the heap of the page's thread after two
 * collections, its elements, and tensors and WebAssembly memory of the workers.
 */
async function heldBy(page, session) {
  for (let time = 0; time < 2; time++) await session.send('HeapProfiler.collectGarbage');
  const { JSHeapUsedSize, JSEventListeners, Nodes } = await metricsOf(session);
  const workers = page.workers().filter((worker) => worker.url().includes('browserWorker'));
  const engines = await Promise.all(
    workers.map((worker) =>
      worker.evaluate(() => {
        // tfjs keeps its engine under this name.
        const engine = globalThis._tfengine;
        return {
          tensors: engine.memory().numTensors,
          wasm: engine.backend.wasm?.HEAPU8.byteLength ?? 0,
        };
      }),
    ),
  );
  const sum = (name) => engines.reduce((total, engine) => total + engine[name], 0);
  return {
    heapMB: Math.round(JSHeapUsedSize / 1e4) / 100,
    nodes: Nodes,
    listeners: JSEventListeners,
    tensors: sum('tensors'),
    wasmMB: Math.round(sum('wasm') / 2 ** 20),
  };
}
